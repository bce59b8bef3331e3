"""An image model whose patch tokens are the targets: any vision transformer of timm."""

import difflib
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.hub.failures import hub_failures
from patchalign3d_cli.machine.unpickling import read_plain

_TOGETHER = 4  # pictures in one pass


class Teacher:
    """Turns pictures into patch tokens.

    Args:
        model: A vision transformer of timm.
        name: What it is called.
        size: Side of the pictures in pixels.
        device: Where it runs.
    """

    def __init__(self, model: nn.Module, name: str, size: int, device: torch.device) -> None:
        self.model = cast(Any, model.eval().requires_grad_(False).to(device))
        self.name, self.size, self.device = name, size, device
        rows, columns = self.model.patch_embed.grid_size
        assert rows == columns  # the pictures are square
        self.grid = int(rows)
        self.width = int(self.model.num_features)
        cfg = self.model.pretrained_cfg
        self._mean = torch.tensor(cfg["mean"], device=device).view(1, 3, 1, 1)
        self._deviation = torch.tensor(cfg["std"], device=device).view(1, 3, 1, 1)

    @torch.inference_mode()
    def tokens(self, images: NDArray[np.uint8]) -> Tensor:
        """Last-layer patch tokens behind the final norm, class and register tokens dropped.

        Args:
            images: (V, S, S, 3) sRGB.

        Returns:
            (V, T, D) float32, T = grid squared, row by row.
        """
        batches = []
        for start in range(0, len(images), _TOGETHER):
            some = torch.from_numpy(images[start : start + _TOGETHER]).to(self.device)
            pixels = some.permute(0, 3, 1, 2).float() / 255  # (v, 3, S, S)
            features = self.model.forward_features((pixels - self._mean) / self._deviation)
            batches.append(features[:, self.model.num_prefix_tokens :].float())
        return torch.cat(batches)


def load_teacher(
    name: str, size: int, device: torch.device, *, weights: Path | None = None
) -> Teacher:
    """Build a vision transformer by its name in timm, with its weights.

    Args:
        name: `vit_base_patch14_dinov2.lvd142m`, `hf-hub:org/repo` or any other that timm knows.
        size: Side of the pictures in pixels; the nearest multiple of the model's patch is taken.
        device: Where it runs.
        weights: A file of weights (`.safetensors`, or `.pt`/`.pth` without code); None takes
            timm's own, from the Hub where they are not on this machine.

    Raises:
        ConfigError: timm is not here.
        ModelError: The name is unknown or no vision transformer, or the weights cannot be had or
            do not fit.
    """
    try:
        import timm
    except ImportError as error:
        raise ConfigError(
            "features need the package timm, which is not here; `pip install timm`"
        ) from error
    side = _fitting_size(name, size, timm)
    options: dict[str, Any] = {"num_classes": 0, "global_pool": "", "img_size": side}
    if weights is None:
        with hub_failures(name):
            model = timm.create_model(name, pretrained=True, **options)
    else:
        overlay = {"state_dict": _read_weights(weights)}
        try:
            model = timm.create_model(
                name, pretrained=True, pretrained_cfg_overlay=overlay, **options
            )
        except (RuntimeError, KeyError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError(
                f"{weights} does not fit {name}: {reason}; give the weights of this model"
            ) from error
    return Teacher(model, name, side, device)


def _fitting_size(name: str, size: int, timm: Any) -> int:
    """The multiple of the model's patch that is nearest to the wanted size."""
    if ":" not in name and not timm.is_model(name):
        near = difflib.get_close_matches(name.split(".")[0], timm.list_models("*vit*"), n=3)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise ModelError(
            f"timm knows no model {name!r}{hint}; `timm.list_models('vit_*')` lists them"
        )
    with torch.device("meta"), hub_failures(name):
        model = timm.create_model(name, pretrained=False, num_classes=0)
    patch = getattr(getattr(model, "patch_embed", None), "patch_size", None)
    if patch is None or not hasattr(model, "num_prefix_tokens"):
        raise ModelError(f"{name} is no vision transformer; choose one, such as vit_base_*")
    return max(1, round(size / int(patch[0]))) * int(patch[0])


def _read_weights(path: Path) -> dict[str, Tensor]:
    if path.suffix == ".safetensors":
        try:
            return dict(load_file(path))
        except (OSError, SafetensorError) as error:
            raise ModelError(
                f"cannot read the weights {path}: {error}; fetch them again"
            ) from error
    values = read_plain(path, "the weights", ModelError, "give a file of plain weights")
    for key in ("state_dict", "model", "teacher"):
        if isinstance(values, dict) and isinstance(values.get(key), dict):
            values = values[key]
    if not isinstance(values, dict) or not all(isinstance(v, Tensor) for v in values.values()):
        raise ModelError(f"{path} holds no weights by name; give a state dict")
    return values
