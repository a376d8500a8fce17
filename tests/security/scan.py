"""Scan the running site: python -m tests.security.scan [SECONDS] [wapiti] [sqlmap] [ROLE …]

wapiti (pip install wapiti3, in an environment of its own) looks at the public site and, logged in
as each role, at the desk; sqlmap (apt install sqlmap) at every form and query string. The
variables WAPITI and SQLMAP name the programs. A new newsroom on SQLite, or where DATABASE_URL
names a PostgreSQL server on a new database there, is served on loopback for it and thrown away.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.server import serving
from tests.installations import IS_POSTGRESQL, Installation, newsroom

SECONDS = 90
STRANGER = "stranger"
ROLES = (STRANGER, "reporter", "editor", "moderator", "administrator")
MODULES = (
    "cookieflags,crlf,csp,csrf,exec,file,http_headers,methods,permanentxss,redirect,sql,ssrf,xss"
)
# What is reported here and is as it should be; everything else makes the scan fail.
EXPLAINED = {
    "Secure Flag cookie": "the scan has no HTTPS; with NEWSROOM_HTTPS=1 each cookie has it",
}
FAULT = ("django.request", "error")
# What would end the session that the scan has, or take its rights away.
NEVER = ("/desk/logout/", "/language/", "/desk/password_change/", "/desk/newsroom/user/{pk}/*")
CSRF = "c" * 32
PREPARE = """
from tests import working_day
from comments.models import TrainedLearner
from django.core.management import call_command
TrainedLearner.objects.all().delete()
call_command("collectstatic", verbosity=0, interactive=False)
"""
SESSION = """
from django.test import Client
from newsroom.models import User
client = Client()
client.force_login(User.objects.get(username="{role}"),
                   "django.contrib.auth.backends.ModelBackend")
print(client.session["_auth_user_id"], client.cookies["sessionid"].value)
"""
COMMENT = "text=x&author_name=y&website=&parent=1&token=z"
# Address, what is posted to it, and as whom.
TARGETS = (
    ("/?after=x", "", ""),
    ("/search/?q=x&after=y&order=newest&source=1&year=2016", "", ""),
    ("/search/results.json?q=x", "", ""),
    ("/search/feed/?q=x", "", ""),
    ("/corrections/?after=x", "", ""),
    ("/stories/1/comments/?page=1&order=oldest", "", ""),
    ("/stories/1/comments/new/", COMMENT, ""),
    ("/comments/1/report/", "reason=spam&text=x", ""),
    ("/your-data/erase/", "sure=no", ""),
    ("/language/", "language=ar&next=/", ""),
    ("/desk/login/", "username=x&password=y&next=/desk/", ""),
    ("/desk/articles/story/?q=x&o=1&p=0", "", "editor"),
    ("/desk/comments/comment/queue/?reason=insult&page=1", "", "moderator"),
    ("/desk/newsroom/user/?q=x&o=1", "", "administrator"),
)


def main(seconds: int, given: list[str]) -> int:
    parts = [word for word in given if word in SCANS] or list(SCANS)
    roles = [word for word in given if word in ROLES] or list(ROLES)
    with tempfile.TemporaryDirectory(prefix="newsroom-scan-") as folder:
        vendor = "postgresql" if IS_POSTGRESQL else "sqlite"
        with newsroom(Path(folder) / "scanned", vendor) as made:
            made.python(PREPARE)
            with serving(made) as (port, _server):
                scans = [SCANS[part] for part in parts]
                found = sum(scan(made, port, Path(folder), seconds, roles) for scan in scans)
            faults = logged_faults(made.folder.with_suffix(".log"))
    print(f"faults in the server's log: {faults.total()}")
    for fault, number in faults.items():
        print(f"  {number} times {fault}")
    return 1 if found or faults else 0


def logged_faults(log: Path) -> Counter:
    """What was answered with 500 meanwhile, by kind and place; a refused request is no fault."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if '"exception"' in line)
    faults = (line for line in lines if (line["logger"], line["level"]) == FAULT)
    return Counter(f"{line['exception']} at {place(line['where'])}" for line in faults)


def place(where: list[str]) -> str:
    """The last place of ours on the way to the fault, and the fault's own."""
    ours = [frame for frame in where if "site-packages" not in frame]
    return " → ".join([*ours[-1:], where[-1]])


def session(made: Installation, role: str) -> tuple[str, str]:
    """The person's number, and the cookies with which they are logged in and may send forms."""
    if role in ("", STRANGER):
        return "0", f"csrftoken={CSRF}"
    pk, key = made.python(SESSION.format(role=role)).split()[-2:]
    return pk, f"csrftoken={CSRF}; sessionid={key}"


def wapiti_all(made: Installation, port: int, folder: Path, seconds: int, roles: list[str]) -> int:
    found = 0
    for role in roles:
        pk, cookie = session(made, role)
        never = [f"http://127.0.0.1:{port}{address.format(pk=pk)}" for address in NEVER]
        found += wapiti(port, role, cookie, never, folder, seconds)
    return found


def wapiti(port: int, role: str, cookie: str, never: list[str], folder: Path, seconds: int) -> int:
    """Print what it found by category; how much."""
    start = f"http://127.0.0.1:{port}{'/' if role == STRANGER else '/desk/'}"
    report, attack = folder / f"{role}.json", max(seconds // 6, 5)
    command = [os.environ.get("WAPITI", "wapiti"), "-u", start, "--scope", "folder"]
    command += ["--max-links-per-page", 30, "--max-files-per-dir", 12, "-d", 4]
    command += ["--max-scan-time", seconds, "--max-attack-time", attack, "-m", MODULES]
    command += ["--flush-session", "-f", "json", "-o", report, "--store-session", folder / "wapiti"]
    command += [word for address in never for word in ("-x", address)]
    if role != STRANGER:
        # In the place of its own: with a token beside it, so that its forms are taken.
        command += ["-H", f"Cookie: {cookie}"]
    # Time for reading, for each kind of attack, and for the last of each that has begun.
    said = said_within(command, seconds + 2 * attack * (MODULES.count(",") + 1))
    if not report.exists():
        print(f"wapiti as {role}: no report\n{said[-500:]}", flush=True)
        return 1
    said = json.loads(report.read_text())
    counts = Counter({name: len(items) for name, items in said["vulnerabilities"].items() if items})
    pages = said.get("infos", {}).get("crawled_pages_nbr", "?")
    shown = ", ".join(f"{name} {number}" for name, number in counts.items()) or "nothing found"
    print(f"wapiti as {role}: {pages} pages, {shown}", flush=True)
    for name in counts.keys() - EXPLAINED.keys():
        for item in said["vulnerabilities"][name][:3]:
            print(
                f"  {name}: {item.get('method')} {item.get('path')} {item.get('info')}", flush=True
            )
    for name in counts.keys() & EXPLAINED.keys():
        print(f"  {name}: {EXPLAINED[name]}", flush=True)
    return sum(number for name, number in counts.items() if name not in EXPLAINED)


def sqlmap_all(made: Installation, port: int, folder: Path, seconds: int, roles: list[str]) -> int:
    found = 0
    for path, data, role in TARGETS:
        if (role or STRANGER) not in roles:
            continue
        _pk, cookie = session(made, role)
        said = sqlmap(f"http://127.0.0.1:{port}{path}", data, cookie, folder, seconds)
        injectable = len(re.findall(r"^Parameter: ", said, re.M))
        tested = len(set(re.findall(r"testing if (\w+ parameter '[^']+')", said)))
        found += injectable
        print(f"sqlmap {path}: {tested} parameters tested, {injectable} injectable", flush=True)
    return found


def sqlmap(address: str, data: str, cookie: str, folder: Path, seconds: int) -> str:
    command = [os.environ.get("SQLMAP", "sqlmap"), "-u", address, "--batch", "--cookie", cookie]
    command += ["--output-dir", folder / "sqlmap", "--flush-session", "--disable-coloring"]
    command += ["--level", 1, "--risk", 2, "--smart", "--timeout", 10, "--skip", "cookie"]
    command += ["--ignore-code", "400,403,404,409,429"]
    if data:
        command += ["--data", f"{data}&csrfmiddlewaretoken={CSRF}"]
    return said_within(command, seconds)


def said_within(command: list, seconds: int) -> str:
    """What the program says until it ends, or until its time is over."""
    program = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        return program.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        program.terminate()
        return program.communicate()[0]


SCANS = {"wapiti": wapiti_all, "sqlmap": sqlmap_all}

if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given.pop(0)) if given and given[0].isdecimal() else SECONDS, given))
