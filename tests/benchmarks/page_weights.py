"""Print what a first visit weighs on the wire: requests, bytes with and without fonts, what moves.

    python -m tests.benchmarks.page_weights [URL]

Without a URL it sets up the seed stories in a folder of its own and serves them as in production
for as long as it measures. Aims for a story: at most 4 requests, 55 kB with the fonts, 15 kB
without; nothing moves; nobody else is asked.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.databases import copy_empty
from tests.benchmarks.figures import Figure
from tests.browser.conftest import CHROMIUM

ROOT = Path(__file__).parents[2]
MOST_REQUESTS, MOST_BYTES, MOST_WITHOUT_FONTS = 4, 55_000, 15_000
START_SECONDS = 120
SHORT, LONG = ("story 1", "story 2", "home"), ("story", "home")  # how the pages' names begin
PHONE = {"width": 360, "height": 780}
SHIFTS = (
    "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
    " window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })"
)


@contextmanager
def served():
    """The address of the seed stories, served until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        copy_empty(Path(folder, "newsroom.sqlite3"))
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
            "SECRET_KEY": "only-to-weigh-pages",
        }
        command = [sys.executable, "manage.py", "quickstart", "--port", str(port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
        try:
            yield awaited(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(30)


def awaited(site):
    for _ in range(START_SECONDS):
        try:
            urllib.request.urlopen(site, timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return site
    raise SystemExit(f"Nothing answered at {site} within {START_SECONDS} seconds.")


def weigh(browser, address):
    """The requests of a first visit as (address, bytes on the wire), and the layout shift."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked, sizes = {}, {}
    wire.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate("window.shift")
    context.close()
    found = [(asked[key], size) for key, size in sizes.items() if asked[key].startswith("http")]
    return found, shift


def pages(browser, site):
    """The address of a page of each kind that readers meet first."""
    page = browser.new_page()
    page.goto(site)
    links = page.evaluate("[...document.querySelectorAll('main .headline a')].map(a => a.href)")
    page.close()
    stories = [link for link in links if "/stories/" in link]
    found = {f"story {number}": link for number, link in enumerate(stories[:5], start=1)}
    for name in ("events", "archive", "sources", "corrections", "about"):
        found[name] = f"{site}/{name}/"
    return {"home": f"{site}/"} | found


def measure(site, kinds=""):
    """Requests, bytes, bytes without fonts, shift and strangers asked, by the kind of page.

    Kinds are told apart by their names' beginnings; all of them, unless some are given.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        chosen = {name: at for name, at in pages(browser, site).items() if name.startswith(kinds)}
        found = {name: summed(weigh(browser, at), site) for name, at in chosen.items()}
        browser.close()
    return found


def summed(weighed, site):
    requests, shift = weighed
    lean = sum(size for address, size in requests if ".woff2" not in address)
    strangers = [address for address, _size in requests if not address.startswith(site)]
    return len(requests), sum(size for _address, size in requests), lean, shift, len(strangers)


def figures(*, short: bool) -> list[Figure]:
    with served() as site:
        found = measure(site, SHORT if short else LONG)
    stories = [weight for name, weight in found.items() if name.startswith("story")]
    requests, whole, lean, shift, strangers = (max(column) for column in zip(*stories, strict=True))
    return [
        Figure("requests of a story", requests, at_most=MOST_REQUESTS),
        Figure("story with fonts", whole, "bytes", at_most=MOST_BYTES),
        Figure("story without fonts", lean, "bytes", at_most=MOST_WITHOUT_FONTS),
        Figure("layout shift of a story", shift, at_most=0),
        Figure("others asked by a story", strangers, at_most=0),
        Figure("home with fonts", found["home"][1], "bytes"),
    ]


def main(site):
    print(f"{'page':14}{'requests':>9}{'bytes':>9}{'no fonts':>10}{'shift':>7}{'others':>8}")
    for name, (requests, whole, lean, shift, others) in measure(site).items():
        print(f"{name:14}{requests:>9}{whole:>9,}{lean:>10,}{shift:>7.3f}{others:>8}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1].rstrip("/"))
    else:
        with served() as own:
            main(own)
