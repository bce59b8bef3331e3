"""Servers that tests ask: the shapes for them, and how they are uploaded."""

from pathlib import Path
from typing import Any

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"
PARTS = "seat,leg,back,armrest"


def upload(client: Any, path: Path, **fields: Any) -> dict[str, Any]:
    """Upload a shape; what the server says about it."""
    with path.open("rb") as file:
        answer = client.post("/v1/shapes", files={"file": (path.name, file)}, data=fields)
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


def failure(answer: Any) -> tuple[int, str, str]:
    """Status, code and message of an answer that is a failure."""
    error = answer.json()["error"]
    assert "\n" not in error["message"]
    return answer.status_code, error["code"], error["message"]
