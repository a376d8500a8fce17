"""Pages that nginx sends as files: python -m tests.benchmarks.page_files

One nginx, as the README configures it, sends by turns a kept page and the same compressed bytes as
a plain static file, to the same clients. Then the story is corrected again and again, and the
slowest correction says how long nginx went on sending the old text. DATABASE_URL names another
database than a new SQLite file; it must be empty.
"""

import gzip
import os
import sys
import time
from pathlib import Path
from urllib.parse import unquote

from tests.benchmarks.figures import Figure, table
from tests.benchmarks.kept_pages import ROUNDS, Client, Runner, make_story_with_comments, newsroom
from tests.serving import HOST, free_port, running, serving

SHORT, LONG = 4_000, 40_000
CORRECTIONS = 20


def measure(folder: Path, address: str, requests: int) -> list[Figure]:
    from tests.nginx import write_configuration

    pages, port = folder / "pages", free_port()
    pages.mkdir()
    with serving(workers=1, PAGES_ROOT=str(pages)) as (app_port, _server):
        configuration = write_configuration(folder, pages, port, app_port)
        with running(["nginx", "-c", str(configuration)], port) as nginx:
            host = f"{HOST}:{port}"
            page = Runner(port, nginx, address, host=host)
            [file] = (pages / "site").rglob("index.html.gz")
            # Among what nginx is told is static, at an address as long as the page's.
            beside = folder / unquote(address).strip("/") / "plain.html"
            beside.parent.mkdir(parents=True)
            beside.write_bytes(file.with_suffix("").read_bytes())
            beside.with_suffix(".html.gz").write_bytes(file.read_bytes())
            plain = Runner(port, nginx, f"/static{address}plain.html", host=host)
            for _round in range(ROUNDS):
                plain.run(requests)
                page.run(requests)
            delay = slowest_correction(Client(port, address, host))
    return [rate(page, plain), Figure("a correction in the file", delay, "ms", at_most=1000)]


def rate(page: Runner, plain: Runner) -> Figure:
    return Figure(
        "page as a file",
        page.by_processor,
        "requests/s of nginx",
        plain.by_processor,
        "plain static file",
        at_least=0.9,
    )


def slowest_correction(reader: Client) -> float:
    """Milliseconds from the end of a correction until nginx sends it, at the worst."""
    from articles.models import Story
    from articles.roles import Role
    from tests.builders import make_user

    story, editor = Story.objects.get(), make_user(Role.EDITOR)
    return max(correction(reader, story, editor, f"تصويب {n}") for n in range(CORRECTIONS))


def correction(reader: Client, story, editor, text: str) -> float:
    from django.utils import timezone

    from articles import workflow

    reader.get()
    workflow.correct(story, text, by=editor, at=timezone.now())
    began = time.perf_counter()
    while text.encode() not in gzip.decompress(reader.get()):
        if time.perf_counter() - began > 60:
            raise RuntimeError("nginx still sends the text as it was a minute ago")
        time.sleep(0.002)
    return (time.perf_counter() - began) * 1000


def figures(*, short: bool) -> list[Figure]:
    with newsroom() as folder:
        os.environ["PAGES_ROOT"] = ""
        return measure(folder, make_story_with_comments(), SHORT if short else LONG)


if __name__ == "__main__":
    print(table(figures(short="--long" not in sys.argv)))
