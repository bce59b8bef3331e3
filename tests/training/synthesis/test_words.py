import pytest

from patchalign3d_training.synthesis.words import outer_parts, plural, read_words


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("leg", "legs"),
        ("front foot", "front feet"),
        ("brush", "brushes"),
        ("body", "bodies"),
        ("tray", "trays"),
        ("shelf", "shelves"),
        ("tail end", "tail ends"),
        ("glass", "glasses"),
        ("arms", None),
        ("feet", None),
        ("hair", None),
        ("trigger and guard", None),
        ("belt for foot", None),
    ],
)
def test_plurals(one, many):
    assert plural(one) == many


def test_a_table_becomes_names_in_order_with_a_plural(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text(
        "[lamp]\nshare = 2.5\nalways = ['pole']\n"
        "[lamp.parts]\npole = ['post', 'stem']\nfoot = ['base', 'poles']\n"
        "[lamp.details]\n'bulb' = ['light bulb']\n"
    )
    words = read_words(path)["lamp"]
    assert words.parts == {
        "pole": ("pole", "post", "stem"),
        "foot": ("foot", "base", "poles", "feet"),
    }
    assert words.details == {"bulb": ("bulb", "light bulb", "bulbs")}
    assert (words.share, words.handheld, words.always) == (2.5, False, ("pole",))


def test_outer_parts_are_listed_outwards():
    within = {"eye": "face", "face": "head", "hand": "arm"}
    assert outer_parts("eye", within) == ["face", "head"]
    assert outer_parts("head", within) == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("shares = 2\n[a.parts]\nx = []", "unknown keys"),
        ("share = 2", "no parts"),
        ("always = ['y']\n[a.parts]\nx = []", "always names no part"),
        ("within = {x = 'y'}\n[a.parts]\nx = []", "within names no part"),
        ("within = {x = 'y', y = 'x'}\n[a.parts]\nx = []\ny = []", "x is within itself"),
    ],
)
def test_a_table_that_means_nothing_is_refused(tmp_path, table, message):
    path = tmp_path / "words.toml"
    path.write_text(f"[a]\n{table}\n")
    with pytest.raises(ValueError, match=message):
        read_words(path)
