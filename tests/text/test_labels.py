import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import PartsError
from patchalign3d_cli.text.labels import (
    check_parts,
    clean_label,
    join_parts,
    parse_parts,
    prompts,
    read_parts_file,
)


@pytest.mark.parametrize(
    ("label", "cleaned"),
    [
        ("Chair_Leg", "chair leg"),
        ("  gas--tank (left) ", "gas tank left"),
        ("wheel2", "wheel2"),
        ("Sitzfläche", "sitzfläche"),
        ("cafe\u0301 door", "café door"),
        ("椅子の脚", "椅子の脚"),
        ("कुर्सी का पैर", "कुर्सी का पैर"),
        ("ножка_стула", "ножка стула"),
        ("!!!", ""),
        ("\u2764\ufe0f", ""),
        ("", ""),
    ],
)
def test_clean_label_by_hand(label: str, cleaned: str) -> None:
    assert clean_label(label) == cleaned


@pytest.mark.slow
@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(label: str) -> None:
    once = clean_label(label)
    assert clean_label(once) == once
    assert "_" not in once and "  " not in once and once == once.strip()


def test_part_prompts() -> None:
    assert prompts("Chair_Leg") == ("chair leg", "a chair leg", "chair leg part")


def test_category_prompts() -> None:
    assert prompts("Leg", "Office-Chair") == (
        "a leg of a office chair",
        "the leg of a office chair",
        "leg of office chair",
        "a leg part of a office chair",
    )


def test_an_ensemble_asks_with_both_kinds() -> None:
    both = prompts("leg", "chair", ensemble=True)
    assert sorted(both) == sorted(prompts("leg") + prompts("leg", "chair"))
    assert prompts("leg", ensemble=True) == prompts("leg")


def test_prompts_need_words() -> None:
    with pytest.raises(PartsError, match="part name '!!!'"):
        prompts("!!!")
    with pytest.raises(PartsError, match=r"category '\?'"):
        prompts("leg", "?")


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["seat,leg,back"], ("seat", "leg", "back")),
        ([" seat , leg ", "back"], ("seat", "leg", "back")),
        (["seat,,leg,"], ("seat", "leg")),
        (['"a, quoted",b'], ("a, quoted", "b")),
        (['a , "b, c" , d'], ("a", "b, c", "d")),
        (['"say ""hi"", twice"'], ('say "hi", twice',)),
        (['5" pipe,tap'], ('5" pipe', "tap")),
        (['"",a'], ("a",)),
        ([""], ()),
        ([" , ,"], ()),
        ([], ()),
    ],
)
def test_parse_parts_by_hand(texts: list[str], names: tuple[str, ...]) -> None:
    assert parse_parts(texts) == names


@pytest.mark.parametrize("text", ['"seat', 'leg,"seat,back', '"seat" back,leg', '"""'])
def test_parse_parts_refuses_broken_quotes(text: str) -> None:
    with pytest.raises(PartsError, match="quotes do not match"):
        parse_parts([text])


names = st.text(max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.lists(names, max_size=5), max_size=3))
def test_parse_parts_reads_what_csv_writes(lists: list[list[str]]) -> None:
    values = []
    for row in lists:
        buffer = io.StringIO()
        csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="").writerow(row)
        values.append(buffer.getvalue())
    assert parse_parts(values) == tuple(name for row in lists for name in row)


@given(st.lists(names.filter(lambda name: not set(',"') & set(name)), max_size=6))
def test_parse_parts_splits_bare_names_at_commas(row: list[str]) -> None:
    assert parse_parts([" , ".join(row)]) == tuple(row)


@given(st.text(alphabet='a ,"\n', max_size=40))
def test_parse_parts_answers_or_refuses(text: str) -> None:
    try:
        found = parse_parts([text])
    except PartsError as error:
        assert "\n" not in str(error)
    else:
        assert all(name == name.strip() != "" for name in found)


def test_parts_file_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "parts.txt"
    text = "# a chair\nseat\n\n  leg, front   # the pair\nC#-clamp\r\nRückenlehne"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_parts_file(path) == ("seat", "leg, front", "C#-clamp", "Rückenlehne")


def test_parts_file_of_json(tmp_path: Path) -> None:
    path = tmp_path / "parts.json"
    path.write_text(json.dumps(["seat", "leg # 1", " "]), encoding="utf-8")
    assert read_parts_file(path) == ("seat", "leg # 1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'["seat", ', "not valid"),
        (b'{"parts": ["seat"]}', "must hold a JSON list"),
        (b'["seat", 3]', "must hold a JSON list"),
        (b"\xff\xfes\x00", "not UTF-8"),
    ],
)
def test_parts_file_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "parts"
    path.write_bytes(content)
    with pytest.raises(PartsError, match=message):
        read_parts_file(path)


def test_parts_file_missing(tmp_path: Path) -> None:
    with pytest.raises(PartsError, match="cannot read the part names"):
        read_parts_file(tmp_path / "none.txt")


def test_many_parts_are_fine() -> None:
    check_parts([f"part {index}" for index in range(200)])
    check_parts(["x" * 200])


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "no part names"),
        ("seat,leg", "must be a list, not the text 'seat,leg'"),
        (["seat", "!!!"], "'!!!' holds no letter"),
        (["Chair_leg", "seat", "chair leg"], "'Chair_leg' and 'chair leg' are the same"),
        (["seat", "leg", "seat"], "'seat' was given twice"),
        (["seat", "y" * 201], "has 201 characters"),
        ([f"part {index}" for index in range(1001)], "1001 part names"),
        (["seat", "le\udcffg"], "not valid text"),
    ],
)
def test_check_parts_refuses(parts: list[str] | str, message: str) -> None:
    with pytest.raises(PartsError, match=message) as caught:
        check_parts(parts)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


def test_a_long_name_is_cut_in_the_message() -> None:
    with pytest.raises(PartsError) as caught:
        check_parts(["z" * 5000])
    assert "5000" in str(caught.value) and "z" * 41 not in str(caught.value)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).map(str.strip).filter(bool)))
def test_joined_names_are_read_back(names: list[str]):
    assert parse_parts([join_parts(names)]) == tuple(names)
