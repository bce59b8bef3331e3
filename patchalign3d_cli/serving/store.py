"""Shapes that clients uploaded, and what was computed of them; the least recently used ones go."""

import secrets
import threading
from collections import OrderedDict

from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.upright import UprightShape
from patchalign3d_cli.serving.failures import no_such_shape
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.shapes import Shape

_ENCODINGS = 2  # of one shape that are kept: other passes or points


class KeptShape:
    """A shape that can be asked again and again.

    Attributes:
        id: Its name in requests; nobody can guess it.
        request: How it was read, and how it is encoded unless a request says otherwise.
        up_confidence: How sure its up axis is, where it was found by trying.
    """

    def __init__(
        self, read: UprightShape, request: SegmentRequest, features: ShapeFeatures | None = None
    ) -> None:
        """Keep a shape.

        Args:
            read: The shape.
            request: How it was read and is encoded.
            features: Where it came encoded; then it cannot be encoded in another way.
        """
        self.id = secrets.token_urlsafe(12)
        self.request = request
        self.up_confidence = read.up_confidence
        self._read = read
        self._fixed = features
        self._encodings: OrderedDict[EncodeOptions, ShapeFeatures] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def shape(self) -> Shape:
        """The shape."""
        return self._read.shape

    @property
    def encoded(self) -> bool:
        """Whether it was encoded already."""
        return self._fixed is not None or bool(self._encodings)

    def features(self, segmenter: Segmenter, options: EncodeOptions) -> ShapeFeatures:
        """Its features; encoded now, where nobody asked before."""
        if self._fixed is not None:
            return self._fixed
        with self._lock:  # two that ask at once shall not encode twice
            if options not in self._encodings:
                self._encodings[options] = self._read.encoded(segmenter, options)
            self._encodings.move_to_end(options)
            while len(self._encodings) > _ENCODINGS:
                self._encodings.popitem(last=False)
            return self._encodings[options]


class ShapeStore:
    """The kept shapes of a server.

    Args:
        limits: How many there may be.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._shapes: OrderedDict[str, KeptShape] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._shapes)

    def add(self, kept: KeptShape) -> None:
        """Keep a shape; those that were not used for longest go where there are too many."""
        with self._lock:
            self._shapes[kept.id] = kept
            while len(self._shapes) > 1 and self._over():
                self._shapes.popitem(last=False)

    def get(self, id: str) -> KeptShape:
        """The shape of an id, which is the most recently used one from now on.

        Raises:
            RequestRefused: There is none.
        """
        with self._lock:
            if id not in self._shapes:
                raise no_such_shape(id)
            self._shapes.move_to_end(id)
            return self._shapes[id]

    def remove(self, id: str) -> None:
        """Forget a shape.

        Raises:
            RequestRefused: There is none.
        """
        with self._lock:
            if self._shapes.pop(id, None) is None:
                raise no_such_shape(id)

    def _over(self) -> bool:
        elements = sum(kept.shape.element_count for kept in self._shapes.values())
        return len(self._shapes) > self._limits.shapes or elements > self._limits.kept_elements
