"""What a request can run into: a status, a code for programs, and one line for people."""

from typing import NamedTuple

from patchalign3d_cli.errors import Pa3dError

RETRY_SECONDS = 1
"""When a client that was turned away for want of room may come again."""


class Failure(NamedTuple):
    """An answer that is no result.

    Attributes:
        status: Of HTTP.
        code: For programs; `docs/serving.md` lists them.
        message: One line for people.
    """

    status: int
    code: str
    message: str

    @property
    def body(self) -> dict[str, dict[str, str]]:
        """The JSON of the answer."""
        return {"error": {"code": self.code, "message": self.message}}

    @property
    def headers(self) -> dict[str, str]:
        """Headers that go with it."""
        if self.status == 503:
            return {"Retry-After": str(RETRY_SECONDS)}
        return {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}


class RequestRefused(Exception):
    """A request that gets a failure for its answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(status, code, message)


def too_large(message: str) -> RequestRefused:
    """More than the limits allow."""
    return RequestRefused(413, "too_large", message)


def no_such_shape(shape: str) -> RequestRefused:
    """An id that names no kept shape."""
    return RequestRefused(
        404, "not_found", f"there is no shape {shape[:40]!r} here (any more); upload it again"
    )


def busy() -> RequestRefused:
    """All seats are taken."""
    return RequestRefused(
        503, "busy", f"too many requests are waiting; try again in {RETRY_SECONDS} s"
    )


def too_slow(seconds: float) -> RequestRefused:
    """The time is over."""
    return RequestRefused(
        504,
        "too_slow",
        f"this took longer than {seconds:g} s, which is the limit; simplify the shape, or ask for"
        " less",
    )


def failure_of(error: Exception) -> Failure:
    """The answer for an exception, whatever it is."""
    if isinstance(error, RequestRefused):
        return error.failure
    if isinstance(error, Pa3dError):
        return Failure(400, "bad_request", str(error))
    if isinstance(error, MemoryError):
        return Failure(413, "too_large", "this needs more memory than the server has")
    return Failure(
        500,
        "failed",
        f"unexpected {type(error).__name__}: this is a defect of pa3d; the server's log has more",
    )
