"""Root of the test run: the runner of examples and pages is an option of pytest, `--codeblocks`."""

import os
import signal

pytest_plugins = ["tests.codeblocks", "tests.small"]

LONGEST = ("test_downloads", "test_labs", "test_look", "test_serve", "test_site", "test_instruments", "test_budget")
"""Files that take a worker minutes: they begin first, so that none is left over at the end."""

# A shell in the background ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: browsers and servers keep a worker waiting."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
