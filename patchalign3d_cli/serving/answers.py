"""What answers look like: the schema of the JSON that clients get."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from patchalign3d_cli.choices import UpDirection

Point = Annotated[list[float], Field(min_length=3, max_length=3)]


class ErrorDetail(BaseModel):
    """Why there is no result."""

    code: Annotated[str, Field(description="For programs.")]
    message: Annotated[str, Field(description="One line for people.")]


class ErrorAnswer(BaseModel):
    """An answer that is no result."""

    error: ErrorDetail


class ShapeAnswer(BaseModel):
    """An uploaded shape."""

    schema_: Annotated[Literal["pa3d.shape/1"], Field(alias="schema")]
    id: Annotated[str, Field(description="What later requests call it.")]
    file: str
    sha256: str | None
    element: Literal["face", "point"]
    elements: Annotated[int, Field(description="How many faces or points get a label.")]
    vertices: int
    faces: int | None
    up: UpDirection
    up_assumed: bool
    up_confidence: float | None
    bounds: Annotated[list[Point], Field(description="Lowest and highest corner, file units.")]
    encoded: bool
    warnings: list[str]


class MeshAnswer(BaseModel):
    """A shape's geometry as the page draws it."""

    header: dict[str, Any]
    data: Annotated[str, Field(description="Base64 of deflated arrays, which the header lists.")]


class SitesAnswer(BaseModel):
    """Coarse features of a shape at some positions, which tell what is alike."""

    header: dict[str, Any]
    data: Annotated[str, Field(description="Base64 of deflated arrays, which the header lists.")]


class WordAnswer(BaseModel):
    """How well each element fits a word."""

    word: str
    low: float
    high: float
    known: Annotated[bool, Field(description="Whether the model knows what the word means.")]
    level: Annotated[
        float | None,
        Field(
            description="What is taken off its fits where words compete, unless 'none of these'"
            " does too or one has no level: examples taught that word."
        ),
    ]
    fits: Annotated[str, Field(description="Base64 of one little-endian float16 an element.")]
    alone: Annotated[
        str,
        Field(description="Likewise: the fit below which an element is none of the word alone."),
    ]


class WordsAnswer(BaseModel):
    """Fits of several words, none of which depends on the others."""

    schema_: Annotated[Literal["pa3d.words/1"], Field(alias="schema")]
    shape: str
    element: Literal["face", "point"]
    elements: int
    temperature: Annotated[float, Field(description="A fit, less its level, over it is a score.")]
    other: Annotated[float | None, Field(description="The fit of none of the words.")]
    words: list[WordAnswer]


class SuggestedWord(BaseModel):
    """A word that fits a shape."""

    name: str
    share: float
    fit: float
    instead_of: list[str]


class SuggestAnswer(BaseModel):
    """Part names for a shape."""

    schema_: Annotated[Literal["pa3d.suggest/1"], Field(alias="schema")]
    path: str
    thing: str | None
    others: list[str]
    parts: list[SuggestedWord]
    parts_line: str
    up_confidence: float | None = None


class HealthAnswer(BaseModel):
    """A server that lives."""

    status: Literal["ok"]
    version: str
    shapes: int
    running: int
    waiting: int


class ModelAnswer(BaseModel):
    """The model that answers."""

    name: str
    sha256: str
    text_model: str
    license: str
    points: int
    temperature: float
    other: float | None
    device: str
    loaded: bool


class LimitsAnswer(BaseModel):
    """What the server allows."""

    upload_bytes: int
    elements: int
    scores: int
    points: int
    seconds: float
    shapes: int
    kept_elements: int
    running: int
    waiting: int


class ModelsAnswer(BaseModel):
    """The models, and what the server allows."""

    models: list[ModelAnswer]
    limits: LimitsAnswer


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "The file, the words or the options are no good."},
    401: {"model": ErrorAnswer, "description": "The token is missing or another one."},
    403: {"model": ErrorAnswer, "description": "Another site's page asks."},
    413: {"model": ErrorAnswer, "description": "More than the limits allow."},
    422: {"model": ErrorAnswer, "description": "A field is missing, unknown or of another kind."},
    503: {"model": ErrorAnswer, "description": "Too many requests wait; see Retry-After."},
    504: {"model": ErrorAnswer, "description": "It took longer than the limit."},
}
"""Failures of every route."""
NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorAnswer, "description": "There is no such shape any more."}
}


def file_answer(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """A result as a file: JSON unless `format` says otherwise.

    Args:
        media_types: What else it may be.
    """
    content: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
    content |= {kind: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
    return {200: {"content": content, "description": "The file, as the command writes it."}}
