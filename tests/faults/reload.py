"""Reload granian under load: python -m tests.faults.reload [RELOADS]

Eight readers and two writers ask without pause while the server's workers are replaced again and
again (SIGHUP, as systemd's reload does). Every request must be answered, none with an error.
"""

import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.outages import BEFORE, DURING, tokens_for, writer
from tests.faults.server import Asking, serving
from tests.installations import Installation

RELOADS = 5
READERS, WRITERS = 8, 2
# Old workers end and new ones begin within this many seconds, on a busy machine too.
BETWEEN = 6


def main(reloads: int) -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-reload-") as folder:
        made = Installation(Path(folder))
        tokens = tokens_for(made)
        with serving(made) as (port, server):
            asking = [Asking(port, "GET", "/", pause=0.02).begin() for _ in range(READERS)]
            asking += [writer(port, tokens, pause=4.0).begin() for _ in range(WRITERS)]
            time.sleep(3)
            for one in asking:
                one.phase = DURING
            for _reload in range(reloads):
                server.send_signal(signal.SIGHUP)
                time.sleep(BETWEEN)
            for one in asking:
                one.end()
    return report(reloads, asking)


def report(reloads: int, asking: list[Asking]) -> int:
    answered = failed = 0
    for one in asking:
        served = {200} if one.method == "GET" else {302, 303}
        for phase in (BEFORE, DURING):
            counts = one.counts.get(phase, {})
            answered += sum(counts.values())
            failed += sum(n for status, n in counts.items() if status not in served)
            if set(counts) - served:
                print(f"  {one.method} {phase}: {one.said(phase)}")
    print(f"{reloads} reloads, {answered} requests, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RELOADS))
