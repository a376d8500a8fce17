"""Import many files of the seeds' size: python -m tests.benchmarks.import_seeds [FILES]

Prints files per second of the command as a whole process, the processor time that a file takes
in all of its processes (on PostgreSQL without the server's), and the ratio of its time to the
least that any importer must do in the same run: read every file, and insert its bytes with their
digest. Peak memory is the largest of the command and of its reading processes.
"""

import hashlib
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.databases import copy_empty
from tests.benchmarks.figures import Figure

ROOT = Path(__file__).parent.parent.parent
BATCH = 100


def make_files(folder: Path, count: int) -> None:
    """Write `count` different texts, each with the lines of one seed and a line of another."""
    seeds = [path.read_text().splitlines() for path in sorted((ROOT / "seeds").glob("*.txt"))]
    shuffled = random.Random(2016)
    for number in range(count):
        lines = list(seeds[number % len(seeds)])
        borrowed = shuffled.choice(shuffled.choice(seeds))
        lines.insert(len(lines) // 2, f"{borrowed} {number}")
        (folder / f"{number:07}.txt").write_text("\n".join(lines))


def run_command(folder: Path, database: str) -> tuple[float, float]:
    """Migrate, then import; the seconds that the import took, and those of the processors."""
    environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "benchmark"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    begin, worked = time.perf_counter(), children_seconds()
    subprocess.run(
        [*manage, "import_seeds", str(folder)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begin, children_seconds() - worked


def children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_least(folder: Path, file: Path) -> float:
    """Read, digest and insert the files' bytes, a transaction for each batch; seconds."""
    database = sqlite3.connect(file)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE received (sha256 TEXT UNIQUE, raw BLOB)")
    begin = time.perf_counter()
    paths = sorted(folder.iterdir())
    for start in range(0, len(paths), BATCH):
        rows = [path.read_bytes() for path in paths[start : start + BATCH]]
        with database:
            database.executemany(
                "INSERT INTO received VALUES (?, ?)",
                [(hashlib.sha256(raw).hexdigest(), raw) for raw in rows],
            )
    return time.perf_counter() - begin


def measure(count: int) -> tuple[float, float, float, float]:
    """Seconds of the import, of the processors and of the least, and the peak in MiB."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "texts"
        folder.mkdir()
        make_files(folder, count)
        copy_empty(work / "newsroom.sqlite3")
        database = os.environ.get("DATABASE_URL") or f"sqlite:///{work}/newsroom.sqlite3"
        seconds, worked = run_command(folder, database)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        least = run_least(folder, work / "least.sqlite3")
    return seconds, worked, least, peak


def figures(*, short: bool) -> list[Figure]:
    count = 200 if short else 10_000
    seconds, worked, _least, peak = measure(count)
    return [
        Figure(f"import of {count:,} files", count / seconds, "files/s", at_least=700),
        Figure("processor time of a file", 1000 * worked / count, "ms"),
        Figure("peak memory of a process", peak, "MiB"),
    ]


def main(count: int = 10_000) -> None:
    seconds, worked, least, peak = measure(count)
    print(f"import_seeds, {count} files: {count / seconds:.0f} files/s, peak {peak:.0f} MiB")
    print(f"processor time of a file: {1000 * worked / count:.2f} ms, start included")
    print(f"ratio of its time to reading and inserting the bytes alone: {seconds / least:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
