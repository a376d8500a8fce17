"""Word lists, kept as text beside the code that reads them. Pure."""

from pathlib import Path


def entries(beside: str, name: str) -> list[str]:
    """Return the lines of the file `name` next to `beside` that are neither empty nor comments.

    One entry a line; `#` begins a comment line. `beside` is a module's `__file__`.
    """
    lines = Path(beside).with_name(name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
