"""Shapes that clients uploaded, and what was computed of them; the least recently used ones go."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.smoothing import ScoreSmoother
from patchalign3d_cli.segmenting.transfer import Carrier, element_carrier
from patchalign3d_cli.segmenting.upright import UprightShape
from patchalign3d_cli.serving.failures import no_such_shape
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.shapes import Shape

_ENCODINGS = 2  # of one shape that are kept: other passes or points
_SMOOTHERS = 3  # of one shape that are kept: other lengths

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """The values that were asked for last, each computed once.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key; of two threads that ask at once, one computes it."""
        with self._lock:
            if key not in self._values:
                self._values[key] = make()
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
            return self._values[key]


class KeptShape:
    """A shape that can be asked again and again.

    Attributes:
        id: Its name in requests; nobody can guess it.
        request: How it was read, and how it is encoded unless a request says otherwise.
        up_confidence: How sure its up axis is, where it was found by trying.
        bytes: Of its files.
    """

    def __init__(
        self,
        read: UprightShape,
        request: SegmentRequest,
        features: ShapeFeatures | None = None,
        bytes: int = 0,
    ) -> None:
        """Keep a shape.

        Args:
            read: The shape.
            request: How it was read and is encoded.
            features: Where it came encoded; then it cannot be encoded in another way.
            bytes: Of its files.
        """
        self.id = secrets.token_urlsafe(12)
        self.request = request
        self.up_confidence = read.up_confidence
        self.bytes = bytes
        self._read = read
        self._fixed = features
        self._encodings: Recent[EncodeOptions, ShapeFeatures] = Recent(_ENCODINGS)
        self._carriers: Recent[Hashable, Carrier] = Recent(_ENCODINGS)
        self._smoothers: Recent[float, ScoreSmoother] = Recent(_SMOOTHERS)
        self._solving = threading.Lock()

    @property
    def read(self) -> UprightShape:
        """The shape, and how sure its up axis is.

        Raises:
            ConfigError: It came encoded as a whole.
        """
        if self._fixed is not None:
            raise ConfigError("it was encoded as a whole; --per-object wants the scene's own file")
        return self._read

    @property
    def shape(self) -> Shape:
        """The shape."""
        return self._read.shape

    @property
    def encoded(self) -> bool:
        """Whether it was encoded already."""
        return self._fixed is not None or len(self._encodings) > 0

    def features(self, segmenter: Segmenter, options: EncodeOptions) -> ShapeFeatures:
        """Its features; encoded now, where nobody asked before."""
        if self._fixed is not None:
            return self._fixed
        return self._encodings.get(options, lambda: self._read.encoded(segmenter, options))

    def carrier(self, segmenter: Segmenter, request: SegmentRequest) -> Carrier:
        """What carries values of patches to its elements and spreads them as scores are.

        It does not depend on the words, and is kept: that makes the second question a quick one.

        Args:
            segmenter: The model.
            request: Says how the shape is encoded and asked.
        """
        options, length = request.query, request.query.smoothing
        features = self.features(segmenter, request.encode)
        carry = self._carriers.get(
            (request.encode, options.assignment, options.seed),
            lambda: element_carrier(features, self.shape, options.assignment, options.seed),
        )
        if not length:
            return carry
        smoother = self._smoothers.get(length, lambda: ScoreSmoother(self.shape, length))

        def smoothed(values: NDArray[np.float32]) -> NDArray[np.float32]:
            with self._solving:  # nobody promises that one solver serves two threads
                return smoother.apply(carry(values))

        return smoothed


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
        limits, kept = self._limits, self._shapes.values()
        return (
            len(kept) > limits.shapes
            or sum(one.shape.element_count for one in kept) > limits.kept_elements
            or sum(one.bytes for one in kept) > limits.kept_bytes
        )
