"""Which model made a result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelIdentity:
    """Which model made a result.

    Attributes:
        name: The name, path or Hub repository that it was loaded by.
        sha256: Hex digest of its weights file.
        text_model: Name of the text encoder that the queries went through.
        license: Licence of the weights, as the model's configuration states it.
    """

    name: str
    sha256: str
    text_model: str
    license: str
