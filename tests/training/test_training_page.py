"""docs/training.md tells the options as they are."""

import re
from pathlib import Path

from patchalign3d_training.loop.configuration import commented_toml
from patchalign3d_training.stages.align_options import AlignOptions

PAGE = Path(__file__).parents[2] / "docs" / "training.md"


def test_the_page_shows_the_options_that_are_printed():
    text = PAGE.read_text(encoding="utf-8")
    (shown,) = re.findall(r"<!-- align-options -->\n```toml\n(.*?)```", text, flags=re.DOTALL)
    assert shown == commented_toml(AlignOptions()), "write it anew from `--print-config`"
