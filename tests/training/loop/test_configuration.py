"""TOML options: what is printed is what is read; what is wrong is named."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.loop.configuration import (
    commented_toml,
    field_descriptions,
    load_options,
    options_to_dict,
)
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.distill_options import DistillOptions


@pytest.mark.parametrize("kind", [AlignOptions, DistillOptions])
def test_the_defaults_are_the_published_ones(kind: type):
    options = load_options(kind, None)
    assert (options.epochs, options.batch_size, options.seed) == (100, 32, 42)
    assert (options.encoder_rate, options.head_rate) == (1e-4, 5e-4)
    assert (options.weight_decay, options.schedule, options.clip) == (0.05, "constant", 0)
    assert not options.batches.augment and options.batches.points == 2048


@pytest.mark.parametrize("kind", [AlignOptions, DistillOptions])
def test_what_is_printed_is_what_is_read(kind: type, tmp_path: Path):
    text = commented_toml(kind())
    path = tmp_path / "run.toml"
    path.write_text(text, encoding="utf-8")
    assert load_options(kind, path) == kind()
    told = field_descriptions(kind)
    assert list(told) == [item.name for item in fields(kind)]
    assert all(len(sentence) > 10 for sentence in told.values())
    assert all(len(line) <= 100 for line in text.splitlines())
    assert "# patches =" in text.splitlines()


@given(
    epochs=st.integers(1, 10**6),
    rate=st.floats(1e-12, 1e6),
    clip=st.floats(0, 1e9),
    compile=st.booleans(),
    patches=st.none() | st.integers(1, 4096),
    schedule=st.sampled_from(["constant", "cosine"]),
    noise=st.floats(0, 10),
)
def test_all_options_survive_the_way_through_toml(tmp_path_factory, noise, rate, **values):
    options = AlignOptions(head_rate=rate, batches=BatchOptions(text_noise=noise), **values)
    path = tmp_path_factory.getbasetemp() / "options.toml"
    path.write_text(commented_toml(options), encoding="utf-8")
    assert load_options(AlignOptions, path) == options
    flat = options_to_dict(options)
    changes = [f"{key}={value!r}" for key, value in flat.items() if isinstance(value, float)]
    assert load_options(AlignOptions, path, changes) == options
    assert flat["batches.text_noise"] == noise


def test_changes_win_over_the_file_and_later_ones_over_earlier(tmp_path: Path):
    path = tmp_path / "run.toml"
    path.write_text("epochs = 3\nclip = 1\n[batches]\nyaw = true\n", encoding="utf-8")
    changes = ["epochs=4", "batches.text_noise=0.2", "schedule=cosine", "epochs = 5"]
    options = load_options(AlignOptions, path, changes)
    assert (options.epochs, options.clip, options.schedule) == (5, 1.0, "cosine")
    assert options.batches == BatchOptions(yaw=True, text_noise=0.2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("epoch=3", "--set: unknown key epoch; did you mean: epochs"),
        ("batches.text_nose=1", "unknown key batches.text_nose; did you mean: batches.text_noise"),
        ("batches=3", "batches is a table; write its keys as batches.NAME"),
        ("epochs.deep=3", "epochs must be a whole number, not {'deep': 3}"),
        ("epochs=3.5", "epochs must be a whole number, not 3.5"),
        ("epochs=true", "epochs must be a whole number, not true"),
        ("clip=much", 'clip must be a number, not "much"'),
        ("compile=1", "compile must be true or false, not 1"),
        ("schedule=linear", "schedule must be one of constant, cosine, not 'linear'"),
        ("epochs=0", "--set: epochs must be at least 1, not 0"),
        ("epochs", "write it as key=value"),
        ("=3", "write it as key=value"),
    ],
)
def test_a_wrong_change_is_named(change: str, message: str):
    with pytest.raises(ConfigError) as raised:
        load_options(AlignOptions, None, [change])
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_wrong_file_is_named(tmp_path: Path):
    path = tmp_path / "run.toml"
    with pytest.raises(ConfigError, match="cannot read the configuration .*run.toml"):
        load_options(AlignOptions, path)
    path.write_text("epochs = ", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"run.toml is no TOML"):
        load_options(AlignOptions, path)
    path.write_text("trainable = 'all'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"run.toml: unknown key trainable"):
        load_options(DistillOptions, path)


def test_the_printed_file_is_toml():
    values = tomllib.loads(commented_toml(AlignOptions()))
    assert values["batches"]["sampling"] == "random" and "patches" not in values
