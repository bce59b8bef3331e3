"""What a server does, without HTTP: shapes read and kept, and asked with one model."""

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.asking import (
    describe_location,
    location_feature,
    location_heat,
    parse_location,
    suggest_parts,
    suggestion_record,
    text_heat,
)
from patchalign3d_cli.errors import ConfigError, PartsError
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.results_io.features.layout import is_features_file
from patchalign3d_cli.results_io.json.record import model_record
from patchalign3d_cli.scenes.objects import find_objects
from patchalign3d_cli.segmenting.files import segment_features, segment_scene
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.upright import UprightShape, load_upright
from patchalign3d_cli.serving.failures import too_large
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.serving.reading import ShapeReaders
from patchalign3d_cli.serving.store import KeptShape, ShapeStore
from patchalign3d_cli.serving.uploads import Upload, written
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.text.vocabulary import load_vocabulary

SHAPE_SCHEMA = "pa3d.shape/1"


@dataclass(frozen=True)
class Service:
    """A model and the shapes that it is asked about.

    Attributes:
        segmenter: The model.
        limits: What is allowed.
        store: The kept shapes.
    """

    segmenter: Segmenter
    limits: Limits = field(default_factory=Limits)
    store: ShapeStore = field(init=False)
    readers: ShapeReaders = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "store", ShapeStore(self.limits))
        object.__setattr__(self, "readers", ShapeReaders(self.limits))

    def warm_up(self) -> None:
        """Load what the first request would wait for: a reader, libraries, the text tower."""
        self.readers.warm_up()
        line = np.linspace(-1, 1, 5)
        points = np.stack(np.meshgrid(line, line, line), axis=-1).reshape(-1, 3)
        cloud = UprightShape(Shape(points), None)
        self.segment(KeptShape(cloud, SegmentRequest()), ("one", "two"), SegmentRequest())

    def close(self) -> None:
        """End the processes that read."""
        self.readers.close()

    def keep(self, upload: Upload, request: SegmentRequest) -> KeptShape:
        """Read an uploaded shape and keep it."""
        kept = self.read(upload, request)
        self.store.add(kept)
        return kept

    def keep_file(self, path: Path, request: SegmentRequest | None = None) -> KeptShape:
        """Read a shape of this machine and keep it.

        Raises:
            ShapeError: It cannot be read.
            RequestRefused: It is larger than the limits allow.
        """
        request = request or SegmentRequest()
        read = load_upright(path, self.segmenter, request)
        self._check_size(read.shape)
        kept = KeptShape(read, request)
        self.store.add(kept)
        return kept

    def read(self, upload: Upload, request: SegmentRequest, parts: Sequence[str] = ()) -> KeptShape:
        """Read an uploaded shape; it is not kept.

        Args:
            upload: Its files.
            request: How it is read.
            parts: Its part names, where they are known; they help to tell which axis is up.

        Raises:
            ShapeError: It cannot be read.
            RequestRefused: It is larger than the limits allow.
        """
        self.check_encoding(request)
        with written(upload) as path:
            if is_features_file(path):
                features = self.readers.read_encoded(path, request)
                self.segmenter.check_features(features)
                read = UprightShape(features.source, None)
                return KeptShape(read, request, features, upload.size)
            load = self.readers.load_shape
            read = load_upright(path, self.segmenter, request, parts, load)
            return KeptShape(read, request, bytes=upload.size)

    def segment(
        self, kept: KeptShape, parts: Sequence[str], request: SegmentRequest
    ) -> PartSegmentation:
        """Label a shape."""
        self.check_encoding(request)
        self.check_scores(kept.shape, len(parts))
        if request.per_object:
            objects = find_objects(kept.read.shape, request.cluster)
            self.check_encoding(request, len(objects.names))
            return segment_scene(kept.read, objects, parts, request, self.segmenter)
        features = kept.features(self.segmenter, request.encode)
        carry = None if request.refine else kept.carrier(self.segmenter, request)
        return segment_features(features, parts, request, self.segmenter, carry)

    def heat(
        self, kept: KeptShape, texts: Sequence[str], pick: str | None, request: SegmentRequest
    ) -> ShapeHeat:
        """How well each element fits texts, or how much it is like a picked location.

        Raises:
            PartsError: There is nothing to look for.
            ConfigError: There are both, or a location makes no sense.
        """
        if pick is None and not texts:
            raise PartsError("nothing to look for was given; give a text, or pick a location")
        if pick is not None and (texts or request.category is not None):
            raise ConfigError("a picked location goes with no text and no category; leave one out")
        self.check_encoding(request)
        self.check_scores(kept.shape, max(1, len(texts)))
        location = None if pick is None else parse_location(pick)
        features = kept.features(self.segmenter, request.encode)
        if location is None:
            return text_heat(
                self.segmenter,
                features,
                [text.strip() for text in texts],
                category=request.category,
                assignment=request.assignment,
                seed=request.seed,
            )
        return location_heat(
            features,
            f"like {describe_location(location)}",
            location_feature(features, location),
            assignment=request.assignment,
            seed=request.seed,
        )

    def suggest(self, kept: KeptShape, most: int, request: SegmentRequest) -> dict[str, Any]:
        """Part names that fit a shape: what `pa3d suggest --json` prints."""
        self.check_encoding(request)
        features = kept.features(self.segmenter, request.encode)
        suggestion = suggest_parts(self.segmenter, features, load_vocabulary(), most=most)
        return suggestion_record(suggestion, file_name(kept.shape), features)

    def models_record(self) -> dict[str, Any]:
        """The model and the limits, JSON-ready."""
        config = self.segmenter.model.config
        return {
            "models": [
                {
                    **model_record(self.segmenter.identity),
                    "points": config.encoder.points,
                    "temperature": config.answer_temperature,
                    "other": config.other_cosine,
                    "device": self.segmenter.where,
                    "loaded": True,
                }
            ],
            "limits": asdict(self.limits),
        }

    def _check_size(self, shape: Shape) -> None:
        most = self.limits.elements
        size = max(shape.element_count, len(shape.vertices))
        if size > most:
            raise too_large(
                f"the shape has {size:,} {shape.element}s or vertices, this server takes up to"
                f" {most:,}; simplify it"
            )

    def check_encoding(self, request: SegmentRequest, objects: int = 1) -> None:
        """Make sure that what a request has encoded, of all objects, is within the limits.

        Raises:
            RequestRefused: It has too many points in all its passes.
        """
        options = request.encode
        points = (options.points or self.segmenter.model.config.encoder.points) * options.passes
        if points * objects > self.limits.points:
            scene = f" of {objects:,} objects" if objects > 1 else ""
            raise too_large(
                f"{points * objects:,} points in {options.passes} passes{scene} are too many for"
                f" one request, this server encodes up to {self.limits.points:,}"
            )

    def check_scores(self, shape: Shape, words: int) -> None:
        """Make sure that a request is within the limits.

        Raises:
            RequestRefused: It asks for too many words of too many elements.
        """
        if shape.element_count * words > self.limits.scores:
            raise too_large(
                f"{words:,} words on {shape.element_count:,} {shape.element}s are too many for"
                " one request; ask for fewer words, or simplify the shape"
            )


def file_name(shape: Shape) -> str:
    """What a shape's file is called."""
    return "" if shape.path is None else shape.path.name


def shape_record(kept: KeptShape) -> dict[str, Any]:
    """What a client is told about a kept shape."""
    shape = kept.shape
    return {
        "schema": SHAPE_SCHEMA,
        "id": kept.id,
        "file": file_name(shape),
        "sha256": shape.sha256,
        "element": shape.element,
        "elements": shape.element_count,
        "vertices": len(shape.vertices),
        "faces": None if shape.faces is None else len(shape.faces),
        "up": shape.up,
        "up_assumed": shape.up_assumed,
        "up_confidence": kept.up_confidence,
        "bounds": shape.bounds.tolist(),
        "encoded": kept.encoded,
        "warnings": list(shape.warnings),
    }


def encoded(data: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(data).decode("ascii")


def half_floats(values: "np.ndarray[Any, Any]") -> str:
    """Numbers as base64 of little-endian float16."""
    return encoded(values.astype("<f2").tobytes())
