"""What a model must be for a question that it is asked."""

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.results import ModelIdentity


def check_same_model(made_by: ModelIdentity, asked: ModelIdentity) -> None:
    """Make sure that a model is asked about its own vectors: those of another mean other things.

    Raises:
        ModelError: Another model made them.
    """
    if made_by.sha256 != asked.sha256:
        raise ModelError(
            f"the features are by {made_by.name} (SHA-256 {made_by.sha256[:12]}), which"
            f" {asked.name} ({asked.sha256[:12]}) cannot ask; choose their model with -m, or"
            " encode the shape again"
        )


def known_none_level(config: ModelConfig, identity: ModelIdentity) -> float:
    """The logit of "none of these".

    Raises:
        ModelError: The model was not calibrated, so it has none.
    """
    if (level := config.none_level) is None:
        raise ModelError(
            f"{identity.name} was not calibrated, so nothing tells which places are none of the"
            " parts; run `pa3d weights calibrate` on it, or use a threshold"
        )
    return level
