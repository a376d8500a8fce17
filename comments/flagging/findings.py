"""What the rules say about a comment: plain values, no wording for people."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a rule points at a comment; the desk has a label for each."""

    INSULT = "insult"
    VULGAR = "vulgar"
    DEHUMANISATION = "dehumanisation"
    VIOLENCE = "violence"
    SECTARIAN = "sectarian"
    HATRED = "hatred"
    HOSTILE = "hostile"
    PERSONAL_DATA = "personal_data"
    SPAM = "spam"
    SHOUTING = "shouting"
    NO_CONTENT = "no_content"
    COPY = "copy"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the comment as it was typed: `text == comment[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's hit, with the words that caused it.

    `version` is the rule's own: a decision recalls which wording of the rule it saw.
    `weight` (0…1) is how likely the hit alone makes a comment objectionable.
    `spans` stand in the order of the text; a rule on the whole comment marks all of it.
    """

    rule: str
    version: int
    reason: Reason
    weight: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A comment's rank in the queue (`score`, 0…1) and what the rules found in it."""

    score: float
    findings: list[Finding]
