from articles.models.append_only import RecordIsFinal
from articles.models.audit_entry import AuditEntry
from articles.models.correction import Correction, CorrectionRequest
from articles.models.event import Coverage, Event, EventQuerySet
from articles.models.figure_edit import FigureEdit
from articles.models.lexicon import Lexicon, Referent
from articles.models.photo import NewPhoto, Photo
from articles.models.policy import Policy
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.related import Related
from articles.models.revision import Revision
from articles.models.seed_file import SeedFile
from articles.models.source import Source
from articles.models.story import Story, StoryQuerySet
from articles.models.synonym import Synonym
from articles.models.tally import Tally
from articles.models.topic import Topic

__all__ = [
    "AuditEntry",
    "Correction",
    "CorrectionRequest",
    "Coverage",
    "Event",
    "EventQuerySet",
    "FigureEdit",
    "Lexicon",
    "NewPhoto",
    "Photo",
    "Policy",
    "Presence",
    "PreviewLink",
    "RecordIsFinal",
    "Referent",
    "Related",
    "Revision",
    "SeedFile",
    "Source",
    "Story",
    "StoryQuerySet",
    "Synonym",
    "Tally",
    "Topic",
]
