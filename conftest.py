"""Root of the test run: the runner of examples and pages is an option of pytest, `--codeblocks`."""

import os
import re
import signal

from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["tests.codeblocks", "tests.helpers.small"]

LONGEST = ("test_labs", "test_look", "test_serve", "test_instruments", "test_downloads", "test_site", "test_budget")
"""Files that take a worker minutes: they begin first, so that none is left over at the end."""

os.environ.setdefault("OMP_NUM_THREADS", "1")  # a worker for each core, and each with one thread: two fight

# A shell in the background ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


class ByFile(LoadFileScheduling):
    """A whole file for each worker: what a file builds once is built once. The two languages of a page share their run."""

    def _split_scope(self, nodeid: str) -> str:
        return re.sub("^docs/(?:zh|en)/", "docs/", super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config, log) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
