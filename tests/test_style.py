"""Rules of the style sheets that no browser would complain about."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHEETS = sorted((ROOT / "newsroom" / "static").rglob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ONE_SIDED = re.compile(
    r"\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?:^|[\s;{])(?:left|right)\s*:|:\s*(?:left|right)\s*[;!}]"
)
TRACKED = re.compile(r"letter-spacing\s*:(?!\s*0\b)")
SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
INLINE = re.compile(r"<style|<script(?![^>]*\b(?:src|type)=)|\sstyle=|\son[a-z]+=|\|\s*safe\b")


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
@pytest.mark.parametrize("forbidden", [ONE_SIDED, TRACKED, SLANTED])
def test_a_sheet_serves_both_directions_and_arabic_letters(sheet, forbidden):
    assert forbidden.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_no_style_no_script_and_trusts_no_text(template):
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []
