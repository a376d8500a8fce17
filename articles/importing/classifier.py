"""What each line of a text is. The text alone decides."""

from collections.abc import Iterator

from articles.importing import apparatus, body, head, signatures, thread, wrapping
from articles.importing.drafts import ClassifiedLine, Kind
from articles.importing.lines import visible_lines


def classify(lines: list[str]) -> list[ClassifiedLine]:
    """Say of every line what it is, in order; none is lost, none is looked at alone.

    Takes lines with or without their line ends. Never raises.
    """
    visible = visible_lines(lines)
    first_comment = thread.first_comment(visible) or len(visible)
    story, comments = visible[:first_comment], visible[first_comment:]
    kinds: dict[int, Kind] = {line.n: "comment" for line in comments}
    opening = head.kinds(story)
    kinds |= {line.n: kind for line, kind in zip(story, opening, strict=False)}
    rest = story[len(opening) :]
    kinds |= {line.n: kind for line, kind in zip(rest, body.kinds(rest), strict=True)}
    if comments and apparatus.is_heading(story[-1]):
        kinds[story[-1].n] = "heading"
    continued = {line.n for line in wrapping.continuations(rest)}
    continued |= {line.n for line in comments} - signatures.beginnings(comments)
    return list(_numbered(len(lines), kinds, continued))


def _numbered(count: int, kinds: dict[int, Kind], continued: set[int]) -> Iterator[ClassifiedLine]:
    """Every line with its kind; a block begins at each line that continues none."""
    block = 0
    for n in range(1, count + 1):
        if n not in kinds:
            yield ClassifiedLine(n, "blank", None)
            continue
        block += n not in continued
        yield ClassifiedLine(n, kinds[n], block)
