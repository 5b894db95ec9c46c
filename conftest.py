"""Root of the test run: the runner of examples and pages is an option of pytest, `--codeblocks`."""

import os
import re
import signal

import pytest
from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["tests.codeblocks", "tests.helpers.small", "tests.helpers.orphans"]

LONGEST = ("test_labs", "test_serve", "test_instrument_lenet", "test_downloads", "test_site")
"""Files that take a worker minutes: they begin first, so that none is left over at the end."""
FLOOR = 12_700
"""So many tests there are at least: fewer mean that some are not found any more. Raise it now and then."""
SPREAD = "test_pages"
"""Each of its tests is a group of its own. They come last, and fill what the files have left uneven."""

os.environ.setdefault("OMP_NUM_THREADS", "1")  # workers with one thread each: two fight

# A shell in the background ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config) -> int | None:
    """One more than there are cores: browsers, servers and files are waited for. Four at most, for the memory that each takes."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, cores + 1)


class ByFile(LoadFileScheduling):
    """A whole file for each worker: what a file builds once is built once. The two languages of a page share their run."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return nodeid if f"/{SPREAD}.py" in file else re.sub("^docs/(?:zh|en)/", "docs/", file)


def pytest_xdist_make_scheduler(config, log) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items) -> None:
    places = {name: at for at, name in enumerate([*LONGEST, "", SPREAD])}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


def pytest_report_teststatus(report):
    """What rests on a proof of an earlier run is counted as such; see tests/helpers/proofs.py."""
    if report.when == "call" and report.passed and "proof" in dict(report.user_properties):
        return "passed by proof", "p", "PROVEN"
    return None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session) -> None:
    """A whole run that has lost tests fails, whatever the others say."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    option = session.config.option
    part = (
        option.keyword
        or option.markexpr
        or option.collectonly
        or option.maxfail
        or getattr(option, "lf", False)
        or option.deselect
    )
    whole = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS and not part
    if hasattr(session.config, "workerinput") or not reporter or not whole:
        return
    count = sum(
        len(reports) for kind, reports in reporter.stats.items() if kind in ("passed", "passed by proof", "failed", "skipped")
    )
    if count < FLOOR:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(
            f"{count} tests ran, and there are {FLOOR} at least: find what is lost, or lower FLOOR in conftest.py.", red=True
        )


def pytest_terminal_summary(terminalreporter) -> None:
    """What a test has to tell of the whole run, wherever it ran: whose the numbers are."""
    for report in terminalreporter.stats.get("passed", []):
        for name, text in report.user_properties:
            if name == "summary":
                terminalreporter.write_line(text)
