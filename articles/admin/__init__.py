"""The desk's pages for stories, sources and received texts, in Django's admin."""

from articles.admin.audit import AuditEntryAdmin
from articles.admin.event import EventAdmin
from articles.admin.lexicon import LexiconAdmin
from articles.admin.policy import PolicyAdmin
from articles.admin.seed_file import SeedFileAdmin
from articles.admin.source import SourceAdmin
from articles.admin.story import StoryAdmin
from articles.admin.synonym import SynonymAdmin
from articles.admin.topic import TopicAdmin

__all__ = [
    "AuditEntryAdmin",
    "EventAdmin",
    "LexiconAdmin",
    "PolicyAdmin",
    "SeedFileAdmin",
    "SourceAdmin",
    "StoryAdmin",
    "SynonymAdmin",
    "TopicAdmin",
]
