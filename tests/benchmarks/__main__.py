"""Every benchmark in one table: python -m tests.benchmarks [NAME …] [--long] [--json FILE]

A short run of all of them ends within two minutes; `--long` takes the sizes that the aims name.
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
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import Figure, from_json, table, to_json

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
SHORT_SECONDS, LONG_SECONDS = 120, 3600
TAKES_PART = "\ndef figures(*, short: bool)"


def names() -> list[str]:
    """The modules that take part, found without importing them: each sets up Django its way."""
    files = sorted(FOLDER.glob("*.py"))
    return [file.stem for file in files if TAKES_PART in file.read_text()]


def measure(name: str, *, is_short: bool) -> list[Figure]:
    """The figures of one module, measured in a process of its own. Raises CalledProcessError."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "tests.benchmarks", name, "--write", file.name]
        subprocess.run(
            command if is_short else [*command, "--long"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
            stdout=sys.stderr,
            timeout=SHORT_SECONDS if is_short else LONG_SECONDS,
        )
        return from_json(Path(file.name).read_text())


def measure_all(chosen: list[str], *, is_short: bool) -> tuple[dict[str, list[Figure]], list[str]]:
    """The figures of each module, and the modules that failed."""
    measured, failed = {}, []
    for name in chosen:
        began = time.perf_counter()
        try:
            measured[name] = measure(name, is_short=is_short)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed.append(name)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return measured, failed


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
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
