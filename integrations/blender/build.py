"""Zip the extension: `python integrations/blender/build.py [FOLDER]` (default: dist)."""

import sys
import tomllib
import zipfile
from pathlib import Path

_HERE = Path(__file__).parent
_FILES = ("__init__.py", "blender_manifest.toml", "labels.py", "parts.py", "program.py")


def build(folder: Path) -> Path:
    """Write the extension as Blender installs it, and return the file.

    Args:
        folder: Where; made where it is missing.
    """
    manifest = tomllib.loads((_HERE / "blender_manifest.toml").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{manifest['id']}-blender-{manifest['version']}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _FILES:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (_HERE / name).read_bytes())
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1] if len(sys.argv) > 1 else 'dist'))}\n")
