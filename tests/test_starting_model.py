"""The model that ranks before any decision, as shipped and as rebuilt from labelled rows."""

import hashlib
import re
from pathlib import Path

import pytest

from comments.flagging import check, rule_score, starting_score
from comments.flagging.labelled import LabelledText
from comments.flagging.starting_model import STORED_AT, from_arrays
from comments.flagging.stored_arrays import ArraysRefused, pack, unpack
from comments.flagging.training import NotTrainable, train_starting_model

ROOT = Path(__file__).parent.parent
PRAYERS = [
    line
    for line in (ROOT / "tests" / "data" / "prayers.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
INSULTS = [
    "يا حمار يا ابن الكلب",
    "أنت أغبى إنسان عرفته يا حقير",
    "كلاب وأولاد كلاب",
    "اخرس يا وسخ",
]
SIDES = [
    "السوريين",
    "الإيرانيين",
    "الأتراك",
    "الأمريكان",
    "الأكراد",
    "المسيحيين",
    "الشيعة",
    "السنة",
    "اليهود",
    "العلويين",
    "الحوثيين",
    "الدواعش",
    "اللاجئين",
    "الإخوان",
    "العلمانيين",
]
PLACES = "السوق البحر الجبل المدرسة الملعب الحديقة المكتبة المطار الميناء القرية".split()


def rows(data_set, clean, offensive):
    """Rows of a data set of its own: the sentences at different places."""
    pairs = [(f"{text} {place}", False) for text in clean for place in PLACES]
    pairs += [(f"{text} {place}", True) for text in offensive for place in PLACES]
    return [LabelledText(text, is_offensive, data_set) for text, is_offensive in pairs]


ONE = rows("one", ["ذهبنا إلى", "جميل هذا"], ["أنت زرنوق في", "زرانيق عند"])
TWO = rows("two", ["رأيت البيت عند", "صباح الخير من"], ["كلامك كلام زرنوق في", "زرنوقة من"])


@pytest.mark.parametrize("insult", INSULTS)
def test_an_insult_ranks_above_every_prayer(insult):
    assert max(map(starting_score, PRAYERS)) < starting_score(insult)


def test_most_prayers_rank_below_the_expected_share_of_rejections():
    scores = [starting_score(prayer) for prayer in PRAYERS]
    assert sum(score < 0.2 for score in scores) / len(scores) > 0.98


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("sentence", ["رأيت {} في الطريق", "{} كلاب", "لا أفهم ما يريده {}"])
def test_it_makes_no_difference_of_which_side_a_comment_speaks(sentence, side):
    text, other = sentence.format(side), sentence.format("المصريين")
    assert starting_score(text, []) == starting_score(other, [])


def test_what_the_rules_found_raises_the_score():
    text = "يا حمار"
    assert rule_score(check(text)) > 0
    assert starting_score(text, []) < starting_score(text)


def test_mentions_and_addresses_say_nothing():
    bare = "صباح الخير يا جماعة"
    assert starting_score(f"@somebody {bare} https://example.org/a", []) == starting_score(bare, [])


def test_the_file_shipped_is_the_one_described_beside_it():
    stored = STORED_AT.read_bytes()
    described = STORED_AT.with_suffix(".md").read_text("utf-8")
    assert hashlib.sha256(stored).hexdigest() in described
    assert len(stored) <= 2 * 2**20


def test_the_description_names_a_licence_for_every_data_set():
    described = STORED_AT.with_suffix(".md").read_text("utf-8")
    for name, licence in (
        ("osact2020", "CC BY"),
        ("saudi_alhazmi", "CC BY 4.0"),
        ("mlma_ar", "MIT"),
    ):
        assert re.search(rf"`{name}\.tsv`[^\n]*\b{licence}\b", described)


def test_the_same_rows_in_any_order_make_the_same_file():
    once = pack(train_starting_model(ONE + TWO))
    assert pack(train_starting_model(reversed(TWO + ONE))) == once


def test_a_model_learns_what_the_data_sets_share():
    model = from_arrays(pack(train_starting_model(ONE + TWO)))
    assert model.score("يا زرنوق", []) > model.score("صباح الخير", [])


@pytest.mark.parametrize(
    "too_little",
    [[], ONE, ONE + [row for row in TWO if row.is_offensive]],
    ids=["nothing", "one data set", "one with one label"],
)
def test_nothing_is_trained_from_too_little(too_little):
    with pytest.raises(NotTrainable):
        train_starting_model(too_little)


def test_a_model_of_other_pieces_is_refused():
    arrays = unpack(STORED_AT.read_bytes())
    with pytest.raises(ArraysRefused) as refused:
        from_arrays(pack({**arrays, "pieces": arrays["pieces"] + 1}))
    assert refused.value.code == "outdated"


def test_of_the_seeds_comments_the_one_that_speaks_of_vermin_ranks_first():
    seed = next((ROOT / "seeds").glob("000_*.txt")).read_text("utf-8")
    thread = [line for line in seed.splitlines() if line][-13:]
    vermin = next(line for line in thread if "جرذان" in line)
    assert max(thread, key=starting_score) == vermin
