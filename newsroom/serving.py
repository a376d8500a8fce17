"""How granian is started: by quickstart, by tests and by benchmarks, as README says of systemd."""

import sys
from pathlib import Path

HOST = "127.0.0.1"
APPLICATION = "newsroom.wsgi:application"
WORKERS = 2
# Connections that a worker takes on at once, the idle ones of browsers among them; more than this
# wait in the socket's queue. Of what they ask for, so many threads answer at the same time.
BACKPRESSURE = 128
THREADS = 16
# Seconds for which a worker that is replaced may go on answering. One that was told to end while
# it began hears of it no more, and the reload would wait for it for ever.
LAST_SECONDS = 30


def server_command(port: int, *, workers: int = WORKERS, app: str = APPLICATION) -> list[str]:
    """The production server on this machine's own address; to be run in the project's folder."""
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--no-ws", "--host", HOST, "--port", port]
    command += ["--workers", workers, "--backpressure", BACKPRESSURE]
    command += ["--blocking-threads", THREADS, "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", LAST_SECONDS, app]
    return [str(word) for word in command]
