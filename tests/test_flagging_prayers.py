"""Prayers and curses share their words; whoever prays is not pointed at."""

from pathlib import Path

from comments.flagging import check, rule_score

LINES = Path(__file__).with_name("data").joinpath("prayers.txt").read_text("utf-8").splitlines()
PRAYERS = [line for line in LINES if not line.startswith("#")]


def test_prayers_score_nothing():
    assert len(PRAYERS) > 200
    assert [prayer for prayer in PRAYERS if check(prayer)] == []


def test_prayers_strung_together_score_nothing():
    assert rule_score(check("، ".join(PRAYERS))) == 0
