"""The table of figures that `python -m tests.benchmarks` prints."""

import ast
import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import FOLDER, names
from tests.benchmarks.figures import Figure, from_json, table, to_json

ROOT = Path(__file__).parent.parent


def test_a_figure_with_a_limit_is_judged_by_its_ratio():
    figure = Figure("cached story", 900, "requests/s", 1000, "requests/s bare view", at_least=0.85)
    assert (figure.ratio, figure.is_met) == (0.9, True)
    assert Figure("slow", 800, "requests/s", 1000, at_least=0.85).is_met is False


def test_a_figure_without_a_limit_is_judged_by_its_value():
    assert Figure("memory", 130, "MiB", at_most=120).is_met is False
    assert Figure("memory", 120, "MiB", at_most=120).is_met is True
    assert Figure("words", 5).is_met is None


def test_the_table_names_what_is_missed():
    shown = table([Figure("memory", 130, "MiB", at_most=120), Figure("word diff", 9.03, "ms", 2.0)])
    assert shown.splitlines() == [
        "| figure    | value | unit | limit in the same run | ratio | aim          |",
        "| --------- | ----- | ---- | --------------------- | ----- | ------------ |",
        "| memory    | 130   | MiB  |                       |       | ≤ 120 missed |",
        "| word diff | 9.03  | ms   | 2                     | 4.51  |              |",
    ]


def test_figures_survive_json():
    figures = [Figure("نص", 1.5, "ms", 1.0, "ms bare", at_most=3)]
    assert from_json(to_json(figures)) == figures


@pytest.mark.parametrize("name", names())
def test_who_takes_part_keeps_to_the_convention(name):
    tree = ast.parse((FOLDER / f"{name}.py").read_text())
    found = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "figures"]
    assert [argument.arg for argument in found[0].args.kwonlyargs] == ["short"]


def run(*arguments):
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_benchmark_runs_by_name_and_writes_json(tmp_path):
    ended = run("worddiff", "--json", str(tmp_path / "figures.json"))
    assert ended.returncode == 0, ended.stderr
    [figure] = json.loads((tmp_path / "figures.json").read_text())["benchmarks"]["worddiff"]
    assert figure["ratio"] == pytest.approx(figure["value"] / figure["limit"])
    assert f"| {figure['name']} |" in ended.stdout


def test_a_run_that_is_stopped_prints_what_it_has():
    command = [sys.executable, "-m", "tests.benchmarks", "worddiff", "desk_lists"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # Whatever started the tests in the background may have told them to ignore it.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, cwd=ROOT, preexec_fn=heeding, **pipes) as running:
        while not running.stderr.readline().startswith("worddiff: "):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        shown, said = running.communicate(timeout=300)
    assert "| word diff" in shown
    assert "without figures: desk_lists" in said


def test_a_name_that_is_none_is_refused_with_those_there_are():
    ended = run("nothing")
    assert ended.returncode == 2
    assert "no benchmark nothing; there are" in ended.stderr
