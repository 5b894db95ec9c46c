"""A test run that is killed leaves nothing behind: no worker, no browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid

import psutil
import pytest

from tools.base.project import ROOT

HANGING = """
import os, time
from pathlib import Path
from tests.conftest import browser

def test_hangs(browser):
    page = browser.new_page()
    if os.fork() == 0:  # a child that holds on to all that its parent has open, and so keeps a browser alive
        time.sleep(1e6)
    Path({ready!r}).touch()
    page.wait_for_function("false", timeout=0)
"""
LONG = 120
"""Seconds, on a machine that has other things to do."""


def alive(mark: str) -> list[str]:
    """The processes of a run, which all inherit its mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("RUN_MARK") == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(f"{process.pid} {process.name()}")
        except psutil.Error:
            continue
    return found


def wait_for(what, process: subprocess.Popen | None = None) -> bool:
    end = time.monotonic() + LONG
    while not (true := what()) and time.monotonic() < end and (process is None or process.poll() is None):
        time.sleep(0.2)
    return bool(true)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no os.fork here")
def test_nothing_is_left_of_a_run_whose_master_is_killed(tmp_path):
    ready, mark = tmp_path / "ready", uuid.uuid4().hex
    (tmp_path / "test_hangs.py").write_text(HANGING.format(ready=str(ready)))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    ends = ("-p", "tests.helpers.orphans", "-c", str(tmp_path / "pytest.ini"))
    command = [sys.executable, "-m", "pytest", "-n", "1", *ends, str(tmp_path)]
    environment = os.environ | {"RUN_MARK": mark, "PYTHONPATH": str(ROOT)}
    for name in [name for name in environment if name.startswith("PYTEST_")]:
        del environment[name]
    run = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert wait_for(ready.exists, run)
        assert any("chrom" in process for process in alive(mark))
        run.kill()
        run.wait()
        assert wait_for(lambda: not alive(mark)), alive(mark)
    finally:
        for process in alive(mark):
            psutil.Process(int(process.split()[0])).kill()
