"""The import rules and sizes that keep the project easy to read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("newsroom", "articles", "comments")
LONGEST_FILE = 400
LONGEST_FUNCTION = 40

# Plain Python: standard library, each other, and a small text library where one is used.
PURE = (
    "articles/arabic.py",
    "articles/body.py",
    "articles/digits.py",
    "articles/comparison/",
    "articles/importing/",
    "articles/months.py",
    "articles/names.py",
    "articles/numerals.py",
    "articles/search/backends/fts5.py",
    "articles/search/keys.py",
    "articles/search/names.py",
    "articles/search/query.py",
    "articles/search/received.py",
    "articles/search/snippets.py",
    "articles/search/spelling.py",
    "articles/word_lists.py",
    "articles/worddiff/",
    "comments/flagging/",
)
BRIDGES = ("articles/importing/store.py",)
PURE_IMPORTS = ("articles", "comments.flagging", "nh3", "numpy", "scipy", "sklearn")

VERBS = (
    "articles/corrections.py",
    "articles/effects.py",
    "articles/events/grouping.py",
    "articles/killing.py",
    "articles/presence.py",
    "articles/previews.py",
    "articles/revisions.py",
    "articles/workflow.py",
    "articles/importing/store.py",
    "comments/posting.py",
    "comments/moderation.py",
)
INTERFACE = ("views", "admin", "forms", "feeds", "filters", "urls", "templatetags")


def python_files():
    files = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in files)


def is_pure(file):
    return file.startswith(PURE) and file not in BRIDGES


def tree_of(file):
    return ast.parse((ROOT / file).read_text())


def imported(tree):
    """The dotted names that a module imports, `from x import y` as x.y."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def is_interface(name):
    is_ours = name.startswith(APPS)
    return is_ours and any(part in INTERFACE for part in name.split("."))


FILES = python_files()
CODE = [file for file in FILES if "/migrations/" not in file]


@pytest.mark.parametrize("file", CODE)
def test_articles_know_nothing_of_comments(file):
    if file.startswith("articles/"):
        assert [name for name in imported(tree_of(file)) if name.startswith("comments")] == []


@pytest.mark.parametrize("file", CODE)
def test_apps_know_nothing_of_the_wiring(file):
    if not file.startswith("newsroom/"):
        assert [name for name in imported(tree_of(file)) if name.startswith("newsroom")] == []


@pytest.mark.parametrize("file", [file for file in CODE if is_pure(file)])
def test_the_pure_core_knows_nothing_of_django(file):
    names = list(imported(tree_of(file)))
    assert [name for name in names if name.startswith("django")] == []
    ours = [name for name in names if name.startswith(("articles.", "comments."))]
    assert [name for name in ours if "models" in name or is_interface(name)] == []


@pytest.mark.parametrize("file", [file for file in CODE if "/models" in file])
def test_models_import_no_verb_and_no_interface(file):
    names = list(imported(tree_of(file)))
    assert [name for name in names if is_interface(name)] == []
    assert [name for name in names if name.startswith(tuple(map(module_name, VERBS)))] == []


@pytest.mark.parametrize("file", [file for file in CODE if file in VERBS])
def test_verbs_never_see_a_request_a_form_or_a_template(file):
    names = list(imported(tree_of(file)))
    forbidden = ("django.http", "django.forms", "django.shortcuts", "django.template")
    assert [name for name in names if name.startswith(forbidden) or is_interface(name)] == []


@pytest.mark.parametrize("file", CODE)
def test_imports_are_absolute(file):
    relative = [n for n in ast.walk(tree_of(file)) if isinstance(n, ast.ImportFrom) and n.level]
    assert relative == []


@pytest.mark.parametrize("file", CODE)
def test_files_are_short(file):
    assert len((ROOT / file).read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("file", CODE)
def test_functions_are_short(file):
    functions = (n for n in ast.walk(tree_of(file)) if isinstance(n, ast.FunctionDef))
    lengths = {n.name: n.end_lineno - n.lineno + 1 for n in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_migrations_are_named_for_what_they_do():
    assert [file for file in FILES if "/migrations/" in file and "_auto_" in file] == []


def test_nothing_but_the_agreed_stands_at_the_top():
    listed = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    agreed = {"README.md", "manage.py", "pyproject.toml", "requirements.txt"}
    folders = {"seeds", "newsroom", "articles", "comments", "templates", "tests"}
    assert listed - {"var"} == agreed | folders


def test_no_code_names_a_seed():
    names = [path.stem for path in (ROOT / "seeds").iterdir()]
    for file in FILES:
        text = (ROOT / file).read_text()
        assert [name for name in names if name in text] == []


def module_name(file):
    return file.removesuffix(".py").replace("/", ".")
