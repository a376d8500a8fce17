"""Two servers that start at the same moment migrate one database, one after the other."""

import subprocess
import sys

import pytest

from tests.installations import ROOT, VENDORS, newsroom

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("vendor", VENDORS)
def test_two_migrations_at_once_are_one_after_the_other(tmp_path, vendor):
    with newsroom(tmp_path / "both", vendor) as made:
        command = [sys.executable, "manage.py", "migrate"]
        options = {"cwd": ROOT, "env": made.environment(), "stdout": subprocess.PIPE}
        both = [subprocess.Popen(command, stderr=subprocess.STDOUT, **options) for _ in range(2)]
        said = [process.communicate()[0].decode() for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        assert sorted("No migrations to apply" in text for text in said) == [False, True]
        assert "No planned migration operations" in made.do("migrate", "--plan")
