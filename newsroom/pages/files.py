"""Finished pages as files that a web server sends without asking us, under PAGES_ROOT.

    site/HOST/LANGUAGE/stories/5-…/index.html    with index.html.gz and index.html.br beside it
    new/                                         a record of each page that was written
    keeper.lock, writing.lock

Every worker writes pages; one of them, the keeper, removes each page within a tenth of a second
after something changed that it is made of, and at the moment when it ends by itself. A keeper
that begins knows nothing of what was there, and removes all of it. Whoever writes holds
`writing.lock` with the others, and the keeper holds it alone: so no page can come to stand there
behind the keeper's back.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from newsroom.pages.memory import Key
from newsroom.pages.page import Page

HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
PATH = re.compile(r"/(?:[^/\0.][^/\0]*/)*")
LONGEST_NAME = 255
INDEX = "index.html"
CODINGS = {"gzip": ".gz", "br": ".br"}
# Cookies that make the web server ask us; a page that reads another one is no file.
BYPASSING = {"sessionid", "reader", "messages", "csrftoken"}


class Files:
    """Where a page is a file; does nothing where no PAGES_ROOT is set."""

    def __init__(self, root: str):
        self.root = Path(root) if root else None
        if self.root:
            for folder in (self.site, self.new):
                folder.mkdir(parents=True, exist_ok=True)

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def new(self) -> Path:
        return self.root / "new"

    @contextmanager
    def writing(self, how: int = fcntl.LOCK_SH) -> Iterator[None]:
        with open(self.root / "writing.lock", "w") as lock:
            fcntl.flock(lock, how)
            yield

    def place_of(self, key: Key, page: Page) -> Path | None:
        """The page's file within `site`; None for a page that a web server could not choose."""
        if self.root is None:
            return None
        path, query, host, language, scheme = key
        is_page = page.status == 200 and not query and set(CODINGS) <= page.bodies.keys()
        is_html = ("Content-Type", "text/html; charset=utf-8") in page.headers
        if not (is_page and is_html and page.asked <= BYPASSING):
            return None
        if settings.IS_HTTPS and scheme != "https":
            return None
        if not (HOST.fullmatch(host) and host.strip(".") and PATH.fullmatch(path)):
            return None
        parts = [host, language, *path.strip("/").split("/"), INDEX]
        names = [os.fsencode(part) for part in parts if part]
        if any(len(name) + len(".html.gz.new") > LONGEST_NAME for name in names):
            return None
        return Path(*map(os.fsdecode, names))

    def write(self, place: Path, page: Page) -> None:
        """Write the page, `index.html` last: it is what the web server looks for.

        Whoever calls it is `writing`.
        """
        file = self.site / place
        self._record(place, page)
        file.parent.mkdir(parents=True, exist_ok=True)
        for coding, ending in CODINGS.items():
            _replace(file.with_name(INDEX + ending), page.bodies[coding], page)
        _replace(file, page.plain(), page)

    def _record(self, place: Path, page: Page) -> None:
        """Tell the keeper what the page at this place is made of."""
        name = blake2b(os.fsencode(place) + os.urandom(8), digest_size=16).hexdigest()
        head = page.to_bytes().partition(b"\n")[0]
        record = self.new / f"{name}.part"
        record.write_bytes(os.fsencode(place) + b"\0" + head)
        record.rename(self.new / name)

    def take_records(self) -> Iterator[tuple[Path, Page]]:
        """The pages that were written since, each once; without their bytes."""
        for record in list(self.new.iterdir()):
            if record.suffix:
                continue
            place, _, head = record.read_bytes().partition(b"\0")
            record.unlink()
            yield Path(os.fsdecode(place)), Page.from_head(head)

    def remove(self, place: Path) -> None:
        """Remove the page, `index.html` first: from then on the web server asks us."""
        file = self.site / place
        for ending in ("", *CODINGS.values()):
            file.with_name(INDEX + ending).unlink(missing_ok=True)

    def remove_everything(self) -> None:
        aside = self.root / f"gone-{os.getpid()}-{time.monotonic_ns()}"
        self.site.rename(aside)
        self.site.mkdir()
        for folder in self.root.glob("gone-*"):
            shutil.rmtree(folder, ignore_errors=True)
        for record in self.new.iterdir():
            record.unlink(missing_ok=True)


def _replace(file: Path, content: bytes, page: Page) -> None:
    """Put the bytes there at once, dated by what they say.

    A web server makes its ETag of a file's time in seconds and its size, which two versions of
    one minute may share: so the time is made of the page's own tag.
    """
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    new.write_bytes(content)
    moment = int(page.etag.strip('W/"')[:7], 16)
    os.utime(new, (moment, moment))
    new.replace(file)
