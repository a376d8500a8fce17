"""An import's work without a database, in several processes: files and their comments."""

from dataclasses import dataclass
from itertools import islice

from articles.importing.files import SeedPath
from articles.importing.seed import Refusal, Seed, read_seed
from comments.flagging import Assessment, Learner, assess_all


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, and what the rules and the learner make of each comment in it."""

    content: Seed | Refusal
    assessed: list[Assessment]


def read_files(files: list[SeedPath], *, encoding: str, learner: Learner | None) -> list[ReadFile]:
    contents = [read_seed(file, encoding) for file in files]
    comments = [content.draft.comments if isinstance(content, Seed) else [] for content in contents]
    assessed = iter(assess_all([comment.text for each in comments for comment in each], learner))
    return [
        ReadFile(content, list(islice(assessed, len(each))))
        for content, each in zip(contents, comments, strict=True)
    ]
