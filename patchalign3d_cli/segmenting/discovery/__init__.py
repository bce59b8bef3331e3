"""Parts without words: a hierarchy of them out of features, creases and connected pieces."""

from patchalign3d_cli.segmenting.discovery.discover import (
    AUTO,
    check_auto,
    cut_parts,
    discover,
    recut_file,
)

__all__ = ["AUTO", "check_auto", "cut_parts", "discover", "recut_file"]
