"""The processes that build the languages: what is said and raised in one arrives here, and the next build has a living one."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time

import pytest
from mkdocs.exceptions import Abort, MkDocsException

from tools.base.project import ROOT, Fault, Faults
from tools.site import workers


def warn(text: str) -> None:
    logging.getLogger("mkdocs.test").warning("%s in %s", text, os.environ["WHERE"])


def fail(error: Exception) -> None:
    raise error


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_is_logged_there_is_logged_here_and_the_environment_is_ours(monkeypatch, caplog):
    for where in ("one place", "another"):
        monkeypatch.setenv("WHERE", where)
        workers.finish(workers.start("test", warn, "a dead link"))
        assert caplog.messages.pop() == f"a dead link in {where}"


@pytest.mark.parametrize("error", [Abort("en: a dead link"), Faults([Fault("docs/en/a.md", 3, "one.")]), KeyError("x")])
def test_what_is_raised_there_is_raised_here(error):
    with pytest.raises(type(error)) as raised:
        workers.finish(workers.start("test", fail, error))
    assert str(raised.value) == str(error)


def test_a_worker_that_was_killed_is_told_of_and_replaced(monkeypatch):
    with pytest.raises(MkDocsException, match="was killed"):
        workers.finish(workers.start("test", die))
    monkeypatch.setenv("WHERE", "here")
    workers.finish(workers.start("test", warn, "alive"))


def test_what_is_in_vain_is_not_waited_for(monkeypatch):
    waiting = workers.start("test", time.sleep, 3600)
    workers.stop()
    with pytest.raises(MkDocsException, match="was killed"):
        workers.finish(waiting)
    monkeypatch.setenv("WHERE", "here")
    workers.finish(workers.start("test", warn, "alive"))


def test_a_worker_ends_with_its_parent():
    code = (
        "import os; from tools.site.workers import worker; print(worker('w').submit(os.getpid).result(), flush=True); os._exit(9)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300)  # until nobody, the worker included, holds stdout
    assert done.returncode == 9 and int(done.stdout)
