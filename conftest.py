"""Root of the test run: the runner of examples and pages is an option of pytest, `--codeblocks`."""

import signal

pytest_plugins = ["tests.codeblocks", "tests.small"]

# A shell in the background ignores Ctrl-C, and so would every process that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
