"""The files of a model directory, and the tensors that its weights must hold."""

from collections.abc import Mapping, Sequence

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.decoder_scales import MOMENTS
from patchalign3d_cli.model.region_sizes import POINT_NUMBERS, SHAPE_NUMBERS

WEIGHTS_FILE = "model.safetensors"
TEXT_DIRECTORY = "text"  # a text tower in OpenCLIP's `local-dir:` layout
TEXT_BANK_FILE = "text_bank.safetensors"
_SHOWN = 8  # names in a message

Shapes = Mapping[str, Sequence[int]]


def tensor_shapes(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    """The name and shape of every tensor of a model."""
    sizes = config.encoder
    first, pooled, second, out = sizes.point_widths
    width, hidden = sizes.width, int(sizes.width * sizes.mlp_ratio)
    shapes: dict[str, tuple[int, ...]] = {
        "encoder.cls_token": (1, 1, width),
        "encoder.cls_position": (1, 1, width),
        "encoder.point_net.lift_norm.num_batches_tracked": (),
        "encoder.point_net.mix_norm.num_batches_tracked": (),
    }
    linear = {
        "encoder.point_net.lift": (first, 3),
        "encoder.point_net.pool": (pooled, first),
        "encoder.point_net.mix": (second, 2 * pooled),
        "encoder.point_net.out": (out, second),
        "encoder.reduce_dim": (width, out),
        "encoder.position.0": (sizes.position_width, 3),
        "encoder.position.2": (width, sizes.position_width),
        "head.proj": (config.feature_dim, width),
    }
    norms = {"encoder.norm": width}
    if config.point_neighbors:
        shapes |= {
            "decoder.from_patch.weight": (width, width),
            "decoder.from_offset.2.weight": (width, width // 4),
            "decoder.gate.weight": (1, width),
        }
        linear |= {
            "decoder.from_token": (width, width),
            "decoder.from_offset.0": (width // 4, 4),
            "decoder.mix": (width, width),
            "decoder.fc1": (2 * width, width),
            "decoder.fc2": (width, 2 * width),
        }
        norms["decoder.norm"] = width
    if config.local_geometry:
        shapes["decoder.from_moments.2.weight"] = (width, width // 2)
        linear["decoder.from_moments.0"] = (width // 2, MOMENTS)
    blocks = [(f"encoder.blocks.{number}", width, hidden) for number in range(sizes.depth)]
    if config.region_depth:
        token, feature = config.region_width, config.feature_dim
        linear |= {
            "region_decoder.from_region": (token, feature + SHAPE_NUMBERS),
            "region_decoder.from_point": (token, feature + POINT_NUMBERS),
            "region_decoder.correction": (feature, token),
        }
        norms["region_decoder.norm"] = token
        names = (f"region_decoder.blocks.{number}" for number in range(config.region_depth))
        blocks += [(name, token, 4 * token) for name in names]
    for block, size, inner in blocks:
        norms |= {f"{block}.norm1": size, f"{block}.norm2": size}
        shapes[f"{block}.attn.qkv.weight"] = (3 * size, size)
        linear[f"{block}.attn.proj"] = (size, size)
        linear[f"{block}.mlp.fc1"] = (inner, size)
        linear[f"{block}.mlp.fc2"] = (size, inner)
    for name, size in (("lift_norm", first), ("mix_norm", second)):
        norms[f"encoder.point_net.{name}"] = size
        for statistic in ("running_mean", "running_var"):
            shapes[f"encoder.point_net.{name}.{statistic}"] = (size,)
    for name, shape in linear.items():
        shapes |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    for name, size in norms.items():
        shapes |= {f"{name}.weight": (size,), f"{name}.bias": (size,)}
    return shapes


def check_tensors(expected: Shapes, given: Shapes, where: str) -> None:
    """Compare names and shapes of two sets of tensors.

    Args:
        expected: What the configuration asks for.
        given: What there is.
        where: The file, for the message.

    Raises:
        ModelError: Tensors are missing, unexpected or of another shape; each is listed.
    """
    problems = {
        "missing": sorted(set(expected) - set(given)),
        "unexpected": sorted(set(given) - set(expected)),
        "wrong shape": [
            f"{name} is {tuple(given[name])}, expected {tuple(expected[name])}"
            for name in sorted(set(expected) & set(given))
            if tuple(given[name]) != tuple(expected[name])
        ],
    }
    listed = [f"{title}: {_few(names)}" for title, names in problems.items() if names]
    if listed:
        raise ModelError(
            f"the weights in {where} do not fit the model's config.json ({'; '.join(listed)});"
            " use the config.json that belongs to them or fetch the model again"
        )


def not_finite(name: str, where: str) -> ModelError:
    """The error for a tensor that holds NaN or infinity: all that it touches would be wrong.

    Args:
        name: The tensor.
        where: Its file.
    """
    return ModelError(
        f"the tensor {name[:80]} in {where} holds values that are no numbers; the file is damaged:"
        " fetch or convert the model again"
    )


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(name[:120] for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
