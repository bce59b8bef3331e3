"""What labels shapes: a model that is loaded here, or a server's."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.segmenting.files import request_warnings, segment_file
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.labels import check_parts

TOKEN_VARIABLE = "PA3D_TOKEN"
"""Holds the token of a server."""


class Labeller(Protocol):
    """What labels the shape in a file."""

    @property
    def taught(self) -> tuple[str, ...]:
        """The part names that it was taught; none where it was taught none."""

    @property
    def where(self) -> str:
        """What computes, and where, for people."""

    def warnings(self, parts: Sequence[str], request: SegmentRequest) -> tuple[str, ...]:
        """What is odd about a request, whatever the shape: a sentence each."""

    def label(self, path: Path, parts: Sequence[str], request: SegmentRequest) -> PartSegmentation:
        """Label a shape.

        Raises:
            Pa3dError: The shape cannot be read or asked.
        """


class LocalLabeller:
    """A model of this process.

    Args:
        segmenter: The model.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    @property
    def taught(self) -> tuple[str, ...]:
        """See `Labeller`."""
        words = self._segmenter.words
        return () if words is None else words.names

    @property
    def where(self) -> str:
        """See `Labeller`."""
        identity = self._segmenter.identity
        where = self._segmenter.where
        return f"model {identity.name} on {where}, weights' SHA-256 {identity.sha256}"

    def warnings(self, parts: Sequence[str], request: SegmentRequest) -> tuple[str, ...]:
        """See `Labeller`."""
        return request_warnings(self._segmenter, parts, request)

    def label(self, path: Path, parts: Sequence[str], request: SegmentRequest) -> PartSegmentation:
        """See `Labeller`."""
        return segment_file(path, parts, request, segmenter=self._segmenter)


class RemoteLabeller:
    """A server's model.

    Args:
        url: The server's address.

    Raises:
        ConfigError: The address is none.
    """

    taught: tuple[str, ...] = ()

    def __init__(self, url: str) -> None:
        from patchalign3d_cli.serving.client import RemoteServer

        self.where = f"the model of {url}"
        self._server = RemoteServer(url, os.environ.get(TOKEN_VARIABLE))

    def warnings(self, parts: Sequence[str], request: SegmentRequest) -> tuple[str, ...]:
        """Nothing: the server says it with each shape."""
        return ()

    def label(self, path: Path, parts: Sequence[str], request: SegmentRequest) -> PartSegmentation:
        """See `Labeller`."""
        check_parts(parts)
        return self._server.segment(path, parts, request)


def load_labeller(choice: ModelChoice) -> Labeller:
    """Load a model with the words that it was taught, or connect to a server.

    Raises:
        Pa3dError: The model, its text encoder, the words or the labelled shape cannot be loaded.
    """
    if choice.server is not None:
        return RemoteLabeller(choice.server)
    return LocalLabeller(load_segmenter_of(choice))


def load_segmenter_of(choice: ModelChoice) -> Segmenter:
    """Load a model of this machine with the words that it was taught.

    Raises:
        Pa3dError: The model, its text encoder, the words or the labelled shape cannot be loaded.
    """
    segmenter = load_segmenter(
        choice.model,
        backend=choice.backend,
        device=choice.device,
        text_encoder=choice.text_encoder,
        offline=choice.offline,
    )
    if choice.words is not None:
        from patchalign3d_cli.text.taught_words import load_words

        segmenter = segmenter.with_words(load_words(choice.words))
    if choice.taught is not None:
        return segmenter.with_words(choice.taught)
    if choice.like is not None:
        from patchalign3d_cli.asking.teaching import teach
        from patchalign3d_cli.datasets import load_examples

        segmenter = segmenter.with_words(teach(segmenter, load_examples(choice.like)))
    return segmenter
