"""Take out or erase what is kept of the reader who wrote a comment, when they ask by letter."""

import json

from django.core.management.base import BaseCommand, CommandError

from comments.models import Comment
from comments.reader_data import erase, of_reader


class Command(BaseCommand):
    help = "Print everything of the reader who wrote this comment, or erase it."

    def add_arguments(self, parser):
        parser.add_argument("comment", type=int, help="the number in the comment's address")
        parser.add_argument("--erase", action="store_true", help="for good")

    def handle(self, *args, comment, **options):
        found = Comment.objects.filter(pk=comment).exclude(reader_key="").first()
        if found is None:
            raise CommandError(f"Comment {comment} is not there, or leads to no reader.")
        if options["erase"]:
            erased = erase(found.reader_key)
            self.stdout.write(f"{erased.deleted} comments deleted, {erased.emptied} emptied.")
            return
        self.stdout.write(json.dumps(of_reader(found.reader_key), ensure_ascii=False, indent=1))
