"""Images that a material file names, as glTF can hold them."""

import io
from pathlib import Path
from typing import Any, NamedTuple

from patchalign3d_cli.shapes.appearance import TextureImage, image_kind
from patchalign3d_cli.shapes.formats.numbers import read_number
from patchalign3d_cli.shapes.references import ReferenceFault, References, shown_name

_IN_GLTF = ("image/png", "image/jpeg")
_FORMATS = ("BMP", "DDS", "DIB", "GIF", "JPEG2000", "PCX", "PPM", "SGI", "TGA", "TIFF", "WEBP")
"""What Pillow may decode: none of these runs another program, as EPS does."""
_MOST_PIXELS = 2**26  # 256 MiB once unpacked
_OPTIONS = {"-s": 3, "-o": 3, "-t": 3, "-mm": 2}
"""Options of a texture by how many numbers follow; all others have one value."""


class MapLine(NamedTuple):
    """What stands behind a `map_` keyword.

    Attributes:
        name: The file.
        scale: Of texture coordinates.
        offset: Added to them.
    """

    name: str
    scale: tuple[float, float]
    offset: tuple[float, float]


class Textures:
    """The textures of a material library, each image read once.

    Attributes:
        images: Those that were read.
        warnings: What could not be, a sentence each.
    """

    def __init__(self, references: References) -> None:
        self._references = references
        self._numbers: dict[Path, int] = {}
        self.images: list[TextureImage] = []
        self.warnings: list[str] = []

    def info(self, text: str, folder: Path) -> dict[str, Any] | None:
        """The texture info of glTF that a `map_` line asks for; None where there is no image.

        Args:
            text: What stands behind the keyword.
            folder: Of the material file.
        """
        line = parse_map(text)
        try:
            file = self._locate(line.name, folder)
        except ReferenceFault as fault:
            self.warnings.append(f"its texture {shown_name(line.name)} {fault}; it was left out")
            return None
        if file not in self._numbers:
            image = _read_image(file)
            if image is None:
                self.warnings.append(
                    f"its texture {shown_name(line.name)} is no image that can be read; left out"
                )
                return None
            self._numbers[file] = len(self.images)
            self.images.append(image)
        info: dict[str, Any] = {"index": self._numbers[file]}
        if line.scale != (1.0, 1.0) or line.offset != (0.0, 0.0):
            # OBJ counts v from the bottom, glTF from the top.
            offset = [line.offset[0], 1.0 - line.scale[1] - line.offset[1]]
            transform = {"offset": offset, "scale": list(line.scale)}
            info["extensions"] = {"KHR_texture_transform": transform}
        return info

    def _locate(self, name: str, folder: Path) -> Path:
        """The file of a name, which may have a comment behind it."""
        try:
            return self._references.locate(name, image=True, near=folder, anywhere=True)
        except ReferenceFault:
            short = name.partition(" #")[0].rstrip()
            if short == name or not short:
                raise
            return self._references.locate(short, image=True, near=folder, anywhere=True)


def parse_map(text: str) -> MapLine:
    """The file at the end of a `map_` line, and the options ahead of it."""
    words = text.split()
    values: dict[str, list[float]] = {}
    index = 0
    while index < len(words) - 1 and words[index].startswith("-"):
        option = words[index].lower()
        index += 1
        allowed = _OPTIONS.get(option, 1)
        numbers: list[float] = []
        while allowed and index < len(words) - 1:
            number = _number(words[index])
            if number is not None:
                numbers.append(number)
            elif allowed > 1 or option in _OPTIONS:
                break
            index += 1
            allowed -= 1
        values[option] = numbers
    scale, offset = values.get("-s", []), values.get("-o", [])
    return MapLine(
        " ".join(words[index:]),
        (scale[0] if scale else 1.0, scale[1] if len(scale) > 1 else 1.0),
        (offset[0] if offset else 0.0, offset[1] if len(offset) > 1 else 0.0),
    )


def _number(word: str) -> float | None:
    try:
        value = read_number(word.encode())
    except ValueError:
        return None
    return value if abs(value) < 1e30 else None


def _read_image(file: Path) -> TextureImage | None:
    """An image as it is, or as PNG where glTF does not know its kind; None if it is none."""
    from PIL import Image

    try:
        data = file.read_bytes()
        if image_kind(data) in _IN_GLTF:
            return TextureImage(data, image_kind(data), file.name)
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            stream = io.BytesIO()
            picture.convert("RGBA").save(stream, format="PNG")
    except Exception:  # Pillow's readers raise whatever a damaged file makes them stumble over
        return None
    return TextureImage(stream.getvalue(), "image/png", file.name)
