"""What a server allows, so that no request takes the machine from the others."""

import os
from dataclasses import dataclass, fields

from patchalign3d_cli.errors import ConfigError


@dataclass(frozen=True)
class Limits:
    """Bounds of a server; all are above 0.

    Attributes:
        upload_bytes: Of one request's body.
        elements: Faces of a mesh, points of a cloud, or vertices: of one shape.
        scores: Elements times words of one request.
        points: Points that are encoded for one request: those of a pass times the passes.
        seconds: How long a request may take, its upload and its time in the queue included.
        shapes: How many uploaded shapes are kept; the least recently used ones go first.
        kept_elements: How many elements all kept shapes may have together; their files may have
            four times the bytes of one upload.
        running: How many requests are computed at once.
        waiting: How many more may wait for their turn; others are answered with 503.
    """

    upload_bytes: int = 128 * 2**20
    elements: int = 1_000_000
    scores: int = 20_000_000
    points: int = 40_000
    seconds: float = 60.0
    shapes: int = 16
    kept_elements: int = 4_000_000
    running: int = max(1, min(4, os.cpu_count() or 1))
    waiting: int = 32

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0:
                name = field.name.replace("_", " ")
                raise ConfigError(f"the limit of {name} must be above 0, not {value}")

    @property
    def kept_bytes(self) -> int:
        """Bytes of the files of all kept shapes, whose textures are kept too."""
        return 4 * self.upload_bytes
