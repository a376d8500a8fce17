"""An import's work without a database, in several processes: files and their comments."""

from dataclasses import dataclass

from articles.importing.files import SeedPath
from articles.importing.seed import Refusal, Seed, read_seed
from comments.flagging import Assessment, Learner, assess


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, and what the rules and the learner make of each comment in it."""

    content: Seed | Refusal
    assessed: list[Assessment]


def read_files(files: list[SeedPath], *, encoding: str, learner: Learner | None) -> list[ReadFile]:
    return [_read(file, encoding, learner) for file in files]


def _read(file: SeedPath, encoding: str, learner: Learner | None) -> ReadFile:
    content = read_seed(file, encoding)
    comments = content.draft.comments if isinstance(content, Seed) else []
    return ReadFile(content, [assess(comment.text, learner) for comment in comments])
