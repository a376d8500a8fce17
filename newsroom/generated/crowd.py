"""How many comments each story has, and what readers say there."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from comments.pointing import Pointed, assess_many, point_at_many
from newsroom.generated.texts import Material

NAMES = (
    "أحمد",
    "سارة",
    "محمود",
    "ليلى",
    "خالد",
    "مريم",
    "يوسف",
    "هدى",
    "عمر",
    "نور",
    "سامي",
    "رنا",
)
REMARKS = 600  # that are checked by the rules; what follows them in a comment is a report's
MULTIPLIER, MODULUS = 2_654_435_761, 2**32  # Knuth's, to spread neighbouring numbers
STEEPNESS = 6  # most stories have few comments, some have hundreds


@dataclass(frozen=True, slots=True)
class Remark:
    text: str
    pointed: Pointed


def make_remarks(material: Material) -> list[Remark]:
    """What readers say, with what the rules and the starting model make of it."""
    chance = Random(REMARKS)
    texts = [_remark(material, chance) for _ in range(REMARKS)]
    pointed = point_at_many(texts, assess_many(texts))
    return [Remark(*pair) for pair in zip(texts, pointed, strict=True)]


def _remark(material: Material, chance: Random) -> str:
    said = material.remarks or material.sentences
    words = " ".join(chance.sample(said, min(chance.randint(1, 2), len(said)))).split()
    start = chance.randrange(max(len(words) - 12, 1))
    return " ".join(words[start : start + chance.randint(4, 30)])


def shares(stories: int, comments: int) -> Iterator[int]:
    """The number of comments of each story, in their order; together `comments`."""
    total = sum(map(_weight, range(stories)))
    sum_of_weights = given = 0.0
    for number in range(stories):
        sum_of_weights += _weight(number)
        upto = round(comments * sum_of_weights / total)
        yield upto - int(given)
        given = upto


def _weight(number: int) -> float:
    return ((number + 1) * MULTIPLIER % MODULUS / MODULUS) ** STEEPNESS
