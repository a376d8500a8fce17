"""One event in several stories: terms, figures, voices and shared text, counted and shown.

Pure: stories in, dataclasses out. `compare` reads an event; `fingerprints` serve an index over a
whole archive; `suggest_groups` and `suggest_events` propose what belongs together.
"""

from articles.comparison.comparing import COMPARER, Comparison, StoryText, compare
from articles.comparison.figure_edits import FigureEdit, apply_edits, figure_keys
from articles.comparison.fingerprints import fingerprints
from articles.comparison.lexicon import Lexicon, LexiconError, Referent, Term
from articles.comparison.suggest import Candidate, suggest_events, suggest_groups

__all__ = [
    "COMPARER",
    "Candidate",
    "Comparison",
    "FigureEdit",
    "Lexicon",
    "LexiconError",
    "Referent",
    "StoryText",
    "Term",
    "apply_edits",
    "compare",
    "figure_keys",
    "fingerprints",
    "suggest_events",
    "suggest_groups",
]
