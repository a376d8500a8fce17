from articles.models.photo import Photo
from articles.models.seed_file import SeedFile
from articles.models.source import Source
from articles.models.story import Story, StoryQuerySet

__all__ = ["Photo", "SeedFile", "Source", "Story", "StoryQuerySet"]
