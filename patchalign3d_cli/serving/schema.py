"""The OpenAPI document of the server."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """What clients are generated from; `docs/openapi.json` is a copy.

    A form may come in either of its two encodings where it holds no file that must be there.

    Args:
        app: The application.
    """
    document = get_openapi(
        title=app.title,
        version="1",  # of the interface, which the paths name too; not of pa3d
        description=app.description,
        routes=app.routes,
    )
    schemas = document["components"]["schemas"]
    for path in document["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody")
            if body is None:
                continue
            (form,) = body["content"].values()
            fields = schemas[form["schema"]["$ref"].rpartition("/")[2]]
            body["content"] = {_FILES: form}
            if "file" not in fields.get("required", ()):
                body["content"][_FORM] = form
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Where the server has one."}
    }
    document["security"] = [{}, {"token": []}]
    return document
