import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.assembly import assemble
from articles.importing.classifier import classify
from articles.importing.reading import Record, read

SEEDS = Path(__file__).parent.parent / "seeds"
GOLDEN = Path(__file__).parent / "data" / "golden"


def record_of(lines):
    return Record(lines=lines, bom=False, encoding="utf-8")


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem[:3])
def test_every_line_of_a_seed_is_what_the_golden_file_says(golden):
    record = read((SEEDS / golden.with_suffix(".txt").name).read_bytes())
    seen = [
        [line.n, line.kind, line.block] for line in classify(record.lines) if line.kind != "blank"
    ]
    assert seen == json.loads(golden.read_text())


def test_every_seed_has_a_golden_file():
    assert {path.stem for path in SEEDS.glob("*.txt")} == {path.stem for path in GOLDEN.iterdir()}


ARABIC_LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet='ابتويه يا.!؟ \u0640\u00a0\u200f😀*-:()«»"12٣', max_size=80),
    ),
    max_size=30,
)


@given(ARABIC_LINES)
def test_no_line_is_lost_and_each_gets_one_kind(lines):
    classified = classify(lines)
    assert [line.n for line in classified] == list(range(1, len(lines) + 1))
    assert all((line.kind == "blank") == (line.block is None) for line in classified)


@given(ARABIC_LINES)
def test_blocks_are_counted_from_one_without_a_gap_and_have_one_kind(lines):
    numbered = [line for line in classify(lines) if line.block]
    blocks = [line.block for line in numbered]
    assert blocks == sorted(blocks)
    assert set(blocks) == set(range(1, len(set(blocks)) + 1))
    assert len({(line.block, line.kind) for line in numbered}) == len(set(blocks))


@given(ARABIC_LINES)
def test_comments_are_the_end_of_a_text(lines):
    kinds = [line.kind for line in classify(lines) if line.block]
    first = kinds.index("comment") if "comment" in kinds else len(kinds)
    assert set(kinds[first:]) <= {"comment"}


@given(ARABIC_LINES)
def test_a_draft_can_be_made_of_anything(lines):
    draft = assemble(record_of(lines), classify(lines))
    assert len(draft.headline) <= 90 or not draft.headline_is_provisional
