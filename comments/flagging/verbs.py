"""Arabic verbs as far as threats need them: who acts, whether it is announced, on whom."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from comments.flagging.lexicon import ALLOWED, load

I_OR_YOU = "ا"
WE = "ن"
HE = "ي"
SHE_OR_YOU = "ت"
PERSONS = (I_OR_YOU, WE, HE, SHE_OR_YOU, "")

_CONJUNCTIONS = ("", *"وف")
# The future: written, in Egypt and the Levant, in the Maghreb.
_FUTURE = """
    س
    ح
    ه
    رح
    راح
    غ
""".split()
# In Egypt and the Levant the future swallows the alef of «I»: «هقتلك».
_SWALLOWING = frozenset("حه")
# An oath or command, and the plain present of speech.
OATH = "ل"
_PRESENT = "ب"
# «منكره» in the Levant, «كنكره» in the Maghreb.
_SPOKEN_WE = "مك"
JUSSIVE = (
    "فل",
    "ول",
)
MARKERS = ("", *_FUTURE, OATH, *JUSSIVE, _PRESENT, *_SPOKEN_WE)

_PRONOUNS = """
    هم هن كم كن ك ه ها كو كوا هون هما
""".split()
_OWN_PRONOUNS = """
    ني
    نا
""".split()
_BARE_ENDINGS = """
    وا و ون ي ين ن ت
""".split()
_BEFORE_PRONOUNS = """
    و ون ي ن ين ت
""".split()
_OF_THINGS = (
    "ه",
    "ها",
)
_PLURAL = "و"
_INDICATIVE = "ون"
_SWORN = "ن"

TARGETED = frozenset(map("".join, product(("", *_BEFORE_PRONOUNS), _PRONOUNS)))
ENDINGS = frozenset(("", *_BARE_ENDINGS, *_OWN_PRONOUNS)) | TARGETED
LONGEST_ENDING = max(map(len, ENDINGS))


class Verb(NamedTuple):
    """One reading of a verb; `names` are the lists in `verbs/` that have its stem."""

    names: frozenset[str]
    marker: str
    person: str
    ending: str

    @property
    def has_target(self) -> bool:
        """True with a pronoun for somebody else as its object («نقتلهم»)."""
        return self.ending in TARGETED

    @property
    def has_personal_target(self) -> bool:
        """True with a pronoun that cannot mean a thing («سأكسركم», not «سأكسرها»)."""
        return self.has_target and not self.ending.endswith(_OF_THINGS)

    @property
    def is_on_speaker(self) -> bool:
        """True with «me» or «us» as its object («يقتلوننا»)."""
        return self.ending in _OWN_PRONOUNS

    @property
    def is_first_person(self) -> bool:
        """True of «أقتل», «نقتل», «هقتلك», but not of the command «اقتلوا»."""
        if self.is_on_speaker or self.is_plural_command:
            return False
        return self.person in (I_OR_YOU, WE) or (not self.person and self.marker in _SWALLOWING)

    @property
    def is_spoken_present(self) -> bool:
        """True of «بكره» and «كرهت»: the first person without its letter."""
        return not self.person and (self.marker == _PRESENT or self.ending == SHE_OR_YOU)

    @property
    def is_announced(self) -> bool:
        """True of a future or an oath («سأقتل», «لأقتلنك»)."""
        return self.marker in _FUTURE or (self.marker == OATH and self.ending.startswith(_SWORN))

    @property
    def is_urging(self) -> bool:
        """True of «لنقتل»: let us."""
        return self.marker == OATH and self.person == WE

    @property
    def is_conditional(self) -> bool:
        """True of «لقتلت» and «لأبدتهم», what «I» would do."""
        is_past = self.ending.startswith(SHE_OR_YOU)
        return is_past and self.marker == OATH and self.person in ("", I_OR_YOU)

    @property
    def is_plural_command(self) -> bool:
        """True of «اقتلوا» and «اقتلوهم», which no past tense of form I looks like."""
        is_command = self.person == I_OR_YOU and not self.marker
        return is_command and self.ending.startswith(_PLURAL) and self.ending != _INDICATIVE

    @property
    def is_plural(self) -> bool:
        """True of «تخلصوا»: an ending of the plural and no more."""
        return self.ending in (_PLURAL, _PLURAL + I_OR_YOU)

    @property
    def is_of_others(self) -> bool:
        """True of «يموتون», «تموت»: the third person, or the second."""
        return self.person in (HE, SHE_OR_YOU)


STEMS = load("verbs")


def _spelled_beginnings() -> dict[str, set[tuple[str, str]]]:
    """Map each string of conjunction, marker and person to the markers and persons it may mean."""
    spelled: dict[str, set[tuple[str, str]]] = {}
    for conjunction, marker, person in product(_CONJUNCTIONS, MARKERS, PERSONS):
        if marker and marker in _SPOKEN_WE and person != WE:
            continue
        spelled.setdefault(conjunction + marker + person, set()).add((marker, person))
    return spelled


BEGINNINGS = _spelled_beginnings()
LONGEST_BEGINNING = max(map(len, BEGINNINGS))


@lru_cache(maxsize=50_000)
def verbs(folded: str) -> tuple[Verb, ...]:
    """Return every reading of a folded word as one of the known verbs, longest ending first."""
    if folded in ALLOWED:
        return ()
    size = len(folded)
    found = []
    for end in range(max(0, size - LONGEST_ENDING), size + 1):
        if folded[end:] in ENDINGS:
            found += _beginnings(folded[:end], folded[end:])
    return tuple(found)


def _beginnings(front: str, ending: str) -> list[Verb]:
    """Read what stands before an ending: [conjunction][marker][person] stem."""
    found = []
    for start in range(min(len(front), LONGEST_BEGINNING + 1)):
        names = STEMS.get(front[start:])
        if names:
            beginnings = sorted(BEGINNINGS.get(front[:start], ()))
            found += [Verb(frozenset(names), *beginning, ending) for beginning in beginnings]
    return found
