"""Write docs/openapi.json anew: `python tests/support/openapi_file.py`."""

import json
from pathlib import Path

from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.serving.app import create_app
from patchalign3d_cli.serving.service import Service

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


def main() -> None:
    app = create_app(Service(load_segmenter("pa3d-mini", backend="light")))
    text = json.dumps(app.openapi(), indent=1, ensure_ascii=True)
    COMMITTED.write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
