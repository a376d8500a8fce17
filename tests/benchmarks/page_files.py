"""Pages that nginx sends as files: python -m tests.benchmarks.page_files

One nginx, as the README configures it, sends by turns a kept page and the same compressed bytes as
a plain static file, to the same clients. DATABASE_URL names another database than a new SQLite
file; it must be empty.
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote

from tests.benchmarks.figures import Figure, table
from tests.benchmarks.kept_pages import ROUNDS, Runner, make_story_with_comments, newsroom
from tests.serving import HOST, free_port, running, serving

SHORT, LONG = 4_000, 40_000


def measure(folder: Path, address: str, requests: int) -> Figure:
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
    return Figure(
        "page as a file",
        page.by_processor,
        "requests/s of nginx",
        plain.by_processor,
        "plain static file",
        at_least=0.9,
    )


def figures(*, short: bool) -> list[Figure]:
    with newsroom() as folder:
        os.environ["PAGES_ROOT"] = ""
        return [measure(folder, make_story_with_comments(), SHORT if short else LONG)]


if __name__ == "__main__":
    print(table(figures(short="--long" not in sys.argv)))
