"""Root of the test run: the runner of examples and pages is an option of pytest, `--codeblocks`."""

pytest_plugins = ["tests.codeblocks", "tests.small"]
