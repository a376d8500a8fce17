"""Whose words each story carries: a row for each voice, and all that it is given to say."""

from dataclasses import dataclass

from articles.comparison.voices import Saying, Voice
from articles.events.comparing import Column, ComparedEvent


@dataclass(frozen=True, slots=True)
class ShownSaying:
    """What a story lets somebody say: `is_marked` where it stands in quotation marks."""

    verb: str
    name: str
    words: str
    is_marked: bool
    address: str


@dataclass(frozen=True, slots=True)
class StorySayings:
    column: Column
    sayings: list[ShownSaying]


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """A voice with what every story gives it, in the order of the stories; `number` from 1."""

    number: int
    name: str
    kind: str
    stories: list[StorySayings]

    @property
    def carried_by(self) -> int:
        return sum(bool(story.sayings) for story in self.stories)


def shown_voices(compared: ComparedEvent) -> list[ShownVoice]:
    """All voices, those that most stories carry first."""
    voices = sorted(compared.comparison.voices, key=lambda voice: -len(voice.stories))
    return [_shown(compared, number, voice) for number, voice in enumerate(voices, start=1)]


def _shown(compared: ComparedEvent, number: int, voice: Voice) -> ShownVoice:
    by_story: list[list[ShownSaying]] = [[] for _column in compared.columns]
    for saying in voice.sayings:
        by_story[saying.story].append(_saying(compared, saying))
    pairs = zip(compared.columns, by_story, strict=True)
    stories = [StorySayings(column, sayings) for column, sayings in pairs]
    return ShownVoice(number, voice.name, voice.kind, stories)


def _saying(compared: ComparedEvent, saying: Saying) -> ShownSaying:
    text = compared.texts[saying.story]
    return ShownSaying(
        saying.verb,
        saying.name,
        " ".join(text.text[saying.start : saying.end].split()),
        saying.is_marked,
        text.address(saying.start, saying.end),
    )
