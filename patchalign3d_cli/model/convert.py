"""The official checkpoint's layout, and the way into ours: one key table."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from torch import Tensor

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.unpickling import read_plain
from patchalign3d_cli.model import EncoderConfig, ModelConfig, TextConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.tensors import check_tensors, tensor_shapes

# Official name -> ours, prefix by prefix; names behind a prefix are equal.
KEY_TABLE = {
    "cls_token": "encoder.cls_token",
    "cls_pos": "encoder.cls_position",
    "encoder.first_conv.0.": "encoder.point_net.lift.",
    "encoder.first_conv.1.": "encoder.point_net.lift_norm.",
    "encoder.first_conv.3.": "encoder.point_net.pool.",
    "encoder.second_conv.0.": "encoder.point_net.mix.",
    "encoder.second_conv.1.": "encoder.point_net.mix_norm.",
    "encoder.second_conv.3.": "encoder.point_net.out.",
    "reduce_dim.": "encoder.reduce_dim.",
    "pos_embed.": "encoder.position.",
    "blocks.blocks.": "encoder.blocks.",
    "norm.": "encoder.norm.",
}


class OfficialCheckpoint(NamedTuple):
    """What an official `.pt` file holds.

    Attributes:
        encoder: The state of the official `model`.
        head: `proj.weight` and `proj.bias`.
        kind: `text` for a stage-2 checkpoint, `distill` for stage 1.
        log_scale: The learned log of the logit scale; None in stage 1.
        epoch: The epoch that it was saved after, if it says.
    """

    encoder: Mapping[str, Tensor]
    head: Mapping[str, Tensor]
    kind: str
    log_scale: float | None
    epoch: int | None


def read_official(path: Path) -> OfficialCheckpoint:
    """Read an official checkpoint; nothing pickled in it is executed.

    Raises:
        ModelError: The file is missing, damaged, carries code or is no such checkpoint.
    """
    content = read_plain(path, "the checkpoint", ModelError, "give an official .pt, whole")
    if not isinstance(content, dict) or not isinstance(content.get("model"), dict):
        raise ModelError(f"{path} is no PatchAlign3D checkpoint: it has no 'model' entry")
    kind = "text" if "temp" in content else "distill"  # stage 1 learns no temperature
    head = content.get("proj", content.get("dino_proj"))
    if not isinstance(head, dict):
        raise ModelError(f"{path} is no PatchAlign3D checkpoint: it has no 'proj' entry")
    return OfficialCheckpoint(
        content["model"], head, kind, _log_scale(content), _whole(content.get("epoch"))
    )


def convert_state(checkpoint: OfficialCheckpoint, where: str) -> dict[str, Tensor]:
    """Rename and reshape an official state into ours.

    Raises:
        ModelError: A tensor has a name that the official model does not have.
    """
    state: dict[str, Tensor] = {}
    unknown = []
    for name, tensor in checkpoint.encoder.items():
        bare = name.removeprefix("module.")
        match = next((old for old in KEY_TABLE if bare.startswith(old)), None)
        if match is None or not isinstance(tensor, Tensor):
            unknown.append(name)
            continue
        # A point convolution of kernel 1, (out, in, 1), is a linear layer, (out, in).
        linear = tensor.squeeze(-1) if "_conv." in bare and tensor.ndim == 3 else tensor
        state[KEY_TABLE[match] + bare[len(match) :]] = linear.clone()
    if unknown:
        raise ModelError(
            f"{where} is no PatchAlign3D checkpoint: unknown tensors {', '.join(unknown)}"
        )
    for name, tensor in checkpoint.head.items():
        state["head.proj." + re.sub(r"^(module\.)?(proj\.)?", "", name)] = tensor.clone()
    return state


def convert_checkpoint(
    path: Path,
    *,
    name: str = "patchalign3d",
    text: TextConfig | None = None,
    license: str = "MIT",
    provenance: Mapping[str, str] | None = None,
) -> PatchAlign3D:
    """Turn an official `.pt` file into a model in memory.

    Args:
        path: The checkpoint.
        name: The model's name.
        text: The text encoder that it was aligned with; None for the published one.
        license: Licence of its weights.
        provenance: Where the file came from.

    Raises:
        ModelError: The file cannot be read or is not such a checkpoint.
    """
    checkpoint = read_official(path)
    state = convert_state(checkpoint, str(path))
    weight = state.get("head.proj.weight")
    if weight is None:
        raise ModelError(f"{path} is no PatchAlign3D checkpoint: it has no 'proj.weight'")
    dimension = int(weight.shape[0])
    if checkpoint.kind == "distill":
        text = None
    elif text is None:
        text = TextConfig(dimension=dimension)
    notes = dict(provenance or {})
    if checkpoint.epoch is not None:
        notes["epoch"] = str(checkpoint.epoch)
    if checkpoint.log_scale is not None:
        notes["log_scale"] = repr(checkpoint.log_scale)
    config = ModelConfig(
        name=name,
        encoder=_encoder_config(state),
        head="text" if checkpoint.kind == "text" else "distill",
        feature_dim=dimension,
        text=text,
        license=license,
        provenance=notes,
    )
    model = PatchAlign3D(config)
    shapes = {key: tensor.shape for key, tensor in state.items()}
    check_tensors(tensor_shapes(config), shapes, str(path))
    model.load_state_dict(state, strict=True)
    return model.eval()


def _encoder_config(state: Mapping[str, Tensor]) -> EncoderConfig:
    """Sizes by the tensors' shapes; what shapes do not tell is the published model's."""
    published = EncoderConfig()
    try:
        widths = tuple(
            len(state[f"encoder.point_net.{layer}.weight"])
            for layer in ("lift", "pool", "mix", "out")
        )
        width = state["encoder.reduce_dim.weight"].shape[0]
        depth = 1 + max(int(key.split(".")[2]) for key in state if ".blocks." in key)
        ratio = state["encoder.blocks.0.mlp.fc1.weight"].shape[0] / width
        position = state["encoder.position.0.weight"].shape[0]
    except (KeyError, ValueError):
        return published  # the strict check names what is missing
    assert len(widths) == 4
    heads = max(1, width // (published.width // published.heads))
    return EncoderConfig(
        point_widths=widths,
        width=width,
        depth=depth,
        heads=heads if width % heads == 0 else 1,
        mlp_ratio=ratio,
        position_width=position,
    )


def _log_scale(content: Mapping[str, Any]) -> float | None:
    temp = content.get("temp")
    value = temp.get("log_scale") if isinstance(temp, dict) else None
    return float(value) if isinstance(value, Tensor) and value.numel() == 1 else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
