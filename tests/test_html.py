"""Every kind of page that readers meet, checked by the Nu HTML checker."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tests.reader_pages import EMPTY_SITE, REFUSALS, reader_pages

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

JAR = Path(
    os.environ.get("VNU_JAR")
    or settings.BASE_DIR / "var/npm/node_modules/vnu-jar/build/dist/vnu.jar"
)
HOW_TO_GET_IT = (
    f"There is no Nu HTML checker at {JAR}, or no Java to run it: install Java and "
    "npm install --prefix var/npm --ignore-scripts vnu-jar@26.9.27, or name yours in VNU_JAR."
)


@pytest.fixture
def checker():
    """A function that checks a folder of pages and returns every error; in CI it must be there."""
    if not (JAR.is_file() and shutil.which("java")):
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(HOW_TO_GET_IT)

    def check(folder):
        command = ["java", "-Xss1m", "-jar", JAR, "--format", "json", "--errors-only", folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        messages = json.loads(done.stderr)["messages"]
        return [f"{Path(m.get('url', '')).name}: {m['message']}" for m in messages]

    return check


@pytest.fixture
def pages():
    """Every page's address by its kind."""
    return reader_pages()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_valid_html(client, pages, checker, tmp_path, language):
    client.cookies["django_language"] = language
    for kind, address in pages.items():
        response = client.get(address)
        assert response.headers["Content-Type"].startswith("text/html"), (kind, response)
        (tmp_path / f"{kind}.html").write_bytes(response.content)
    assert len(list(tmp_path.iterdir())) == len(pages)
    assert checker(tmp_path) == []


def test_a_site_without_a_story_is_valid_html(client, checker, tmp_path):
    for name in EMPTY_SITE:
        (tmp_path / f"{name}.html").write_bytes(client.get(reverse(name)).content)
    assert checker(tmp_path) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_refusal_is_valid_html(rf, checker, tmp_path, language):
    with translation.override(language):
        for name in REFUSALS:
            page = render_to_string(f"{name}.html", request=rf.get("/"))
            (tmp_path / f"{name}.html").write_text(page)
    assert checker(tmp_path) == []
