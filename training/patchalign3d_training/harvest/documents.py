"""XML as URDF and MJCF use it."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from xml.etree.ElementTree import Element

from patchalign3d_cli.shapes.raw import unreadable


def parse_xml(path: Path) -> Element:
    """The first element of a file.

    Raises:
        ShapeError: The file cannot be read, is no XML, or defines entities, which can make a small
            file endless.
    """
    try:
        data = path.read_bytes()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise unreadable(path, "it defines entities, which pa3d does not read")
        return ElementTree.fromstring(data.lstrip())  # simulators read blank lines before <?xml
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    except (ElementTree.ParseError, ValueError) as error:
        raise unreadable(path, f"it is no valid XML ({error})") from error
