"""Every value of a `config.json` has a kind and bounds."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.network_config import EncoderConfig, TextConfig

PUBLISHED = ModelConfig("m").to_dict()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The published configuration with another value at `encoder.width` or the like."""
    values = json.loads(json.dumps(PUBLISHED))
    holder, (*outer, last) = values, path.split(".")
    for key in outer:
        holder = holder[key]
    holder[last] = value
    return values


def test_the_published_configuration_comes_back() -> None:
    assert ModelConfig.from_dict(PUBLISHED).to_dict() == PUBLISHED


SIZES = [f"encoder.{field.name}" for field in dataclasses.fields(EncoderConfig)]
WHOLE = [
    name for name in SIZES if name.split(".")[1] not in ("point_widths", "mlp_ratio", "drop_path")
]
WHOLE += ["feature_dim", "point_neighbors", "format_version", "text.dimension"]
NUMBERS = ["encoder.mlp_ratio", "encoder.drop_path", "temperature", "confidence_temperature"]
NUMBERS += ["other_cosine"]
TEXTS = ["name", "license", "text.name", "text.repository", "text.revision"]
NO_NUMBERS = [
    True,
    False,
    "1",
    [1],
    {},
    float("nan"),
    float("inf"),
    -float("inf"),
    10**400,
    -1e9,
    1e9,
]


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("value", [*NO_NUMBERS, 1.5, None, -1, 10**9, 10**30])
def test_whole_numbers_have_bounds(path: str, value: object) -> None:
    with pytest.raises(ModelError) as error:
        ModelConfig.from_dict(changed(path, value))
    assert path.rpartition(".")[2] in str(error.value) and len(str(error.value)) < 400


@pytest.mark.parametrize("path", NUMBERS)
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_numbers_have_bounds(path: str, value: object) -> None:
    if path == "encoder.drop_path" and value is False:
        value = True
    with pytest.raises(ModelError, match=path.rpartition(".")[2]):
        ModelConfig.from_dict(changed(path, value))


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("value", [5, None, True, ["a"], {}, "x" * 10_000])
def test_texts_are_texts(path: str, value: object) -> None:
    with pytest.raises(ModelError, match=path.rpartition(".")[2]):
        ModelConfig.from_dict(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("encoder", []),
        ("encoder", "small"),
        ("encoder.point_widths", [1, 2, 3]),
        ("encoder.point_widths", [1, 2, 3, True]),
        ("encoder.point_widths", 5),
        ("encoder.point_widths", [1, 2, 3, 10**9]),
        ("head", ["text"]),
        ("head", {}),
        ("text", [1]),
        ("text", "clip"),
        ("provenance", ["a"]),
        ("provenance", {"a": {"b": 1}}),
        ("provenance", {"a": 1}),
        ("encoder.unknown", 1),
    ],
)
def test_other_values_are_of_their_kind(path: str, value: object) -> None:
    with pytest.raises(ModelError):
        ModelConfig.from_dict(changed(path, value))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"name":' * 50_000, "\xff\xfe", "5", "[]", "{}"])
def test_a_damaged_file_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text, encoding="latin-1")
    with pytest.raises(ModelError) as error:
        ModelConfig.load(tmp_path)
    assert "\n" not in str(error.value) and len(str(error.value)) < 1000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from([*WHOLE, *NUMBERS, *TEXTS, "head", "text", "encoder", "provenance"]), JSON)
def test_any_json_is_a_configuration_or_one_line(path: str, value: object) -> None:
    try:
        config = ModelConfig.from_dict(changed(path, value))
    except ModelError:
        return
    assert isinstance(config.encoder, EncoderConfig) and isinstance(config.text, TextConfig | None)
    json.dumps(config.to_dict(), allow_nan=False)
