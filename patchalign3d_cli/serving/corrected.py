"""A result that a client corrected, as a file of any format."""

from pathlib import Path

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results_io.json.reader import is_json, read_json
from patchalign3d_cli.results_io.result_file import ResultFile
from patchalign3d_cli.serving.documents import Document, segmentation_document
from patchalign3d_cli.serving.service import file_name
from patchalign3d_cli.serving.store import KeptShape

_NAME = "the corrected result"


def corrected_document(kept: KeptShape, data: bytes, form: str) -> Document:
    """A corrected result on its shape, as the file of a format.

    Args:
        kept: The shape.
        data: The result as JSON.
        form: The format.

    Raises:
        OutputError: It is no result of pa3d, is damaged, or is one of another shape; or the format
            cannot hold it.
    """
    if not is_json(data):
        raise OutputError(f"{_NAME} is no result of pa3d as JSON; send a .parts.json file")
    result = read_json(ResultFile(Path(_NAME), data, kept.shape))
    return segmentation_document(result, file_name(kept.shape), form, OutputOptions())
