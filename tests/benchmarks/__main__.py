"""Every benchmark in one table: python -m tests.benchmarks [NAME …] [--long] [--json FILE]

A short run ends within two minutes, and says what it had no time for; `--long` takes the sizes
that the aims name. One that is stopped (Ctrl-C) prints what it has.
Figures stand beside a limit of the same run where there is one. `figures.py` says how a module
takes part; the modules that measure on files of yours are run by their own names.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from importlib import import_module
from pathlib import Path

from tests.benchmarks.databases import migrated_once
from tests.benchmarks.figures import Figure, from_json, table, to_json

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
SHORT_SECONDS, LONG_SECONDS = 120, 3600
TAKES_PART = "\ndef figures(*, short: bool)"


def names() -> list[str]:
    """The modules that take part, found without importing them: each sets up Django its way."""
    files = sorted(FOLDER.glob("*.py"))
    return [file.stem for file in files if TAKES_PART in file.read_text()]


def measure(name: str, *, is_short: bool, seconds: float) -> list[Figure]:
    """The figures of one module, measured in a process of its own, within so many seconds.

    Raises CalledProcessError and TimeoutExpired.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "tests.benchmarks", name, "--write", file.name]
        subprocess.run(
            command if is_short else [*command, "--long"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
            stdout=sys.stderr,
            timeout=seconds,
        )
        return from_json(Path(file.name).read_text())


def measure_all(chosen: list[str], *, is_short: bool) -> tuple[dict[str, list[Figure]], list[str]]:
    """The figures of each module, and the modules that have none: failed, or out of time."""
    measured: dict[str, list[Figure]] = {}
    end = time.monotonic() + (SHORT_SECONDS if is_short else LONG_SECONDS * len(chosen))
    with suppress(KeyboardInterrupt), migrated_once() if len(chosen) > 1 else nullcontext():
        for name, figures in _measured(chosen, is_short, end):
            measured[name] = figures
    return measured, [name for name in chosen if name not in measured]


def _measured(chosen: list[str], is_short: bool, end: float) -> Iterator[tuple[str, list[Figure]]]:
    for name in chosen:
        began = time.monotonic()
        try:
            yield name, measure(name, is_short=is_short, seconds=max(end - began, 0))
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"{name}: {error}", file=sys.stderr)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    database = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "database": database,
    }


def as_json(measured: dict[str, list[Figure]], on: dict[str, object]) -> str:
    rows = {name: json.loads(to_json(figures)) for name, figures in measured.items()}
    return json.dumps({"machine": on, "benchmarks": rows}, ensure_ascii=False, indent=1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--long", action="store_true", help="the sizes that the aims name")
    parser.add_argument("--json", metavar="FILE", help="write the figures there as JSON, too")
    parser.add_argument("--write", metavar="FILE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = set(given.names) - set(names())
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(names())}")
    return given


def main() -> None:
    given = arguments()
    if given.write:
        figures: Callable = import_module(f"tests.benchmarks.{given.names[0]}").figures
        Path(given.write).write_text(to_json(figures(short=not given.long)))
        return
    on = machine()
    measured, failed = measure_all(given.names or names(), is_short=not given.long)
    print(", ".join(f"{name} {value}" for name, value in on.items()))
    print(table(figure for figures in measured.values() for figure in figures))
    if given.json:
        Path(given.json).write_text(as_json(measured, on))
    if failed:
        raise SystemExit(f"without figures: {', '.join(failed)}")


if __name__ == "__main__":
    main()
