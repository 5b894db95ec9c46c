"""python -m tools COMMAND: everything that is done here. `python -m tools COMMAND --help` says how.

    serve     show both languages while you write
    site      build both languages into site/
    record    run the examples that have changed and keep what they print
    versions  run everything with another torch and record what differs
    check     say what is wrong with the sources
    changed   say which pages differ from those of another commit
    new       begin a lesson
    ids       list the ids of new headings
    browser   make sure that there is a Chromium for the tests, and a font for Chinese
    bench     measure pages and builds beside a plain Material site

The picture of a network of your own: `python -m tools.graph --help`.
"""

from __future__ import annotations

import importlib
import sys

from tools.base.console import escape_what_is_foreign

COMMANDS = {
    "serve": "tools.site.serve",
    "site": "tools.site.command",
    "record": "tools.record.command",
    "versions": "tools.record.versions",
    "check": "tools.check.run",
    "changed": "tools.site.changed_pages",
    "new": "tools.sources.new_lesson",
    "ids": "tools.check.ids",
    "browser": "tools.measure.browser",
    "bench": "tools.measure.bench",
}
"""Each module's `main(arguments)` gives the exit status; what only another command needs is not imported."""


def main(arguments: list[str]) -> int:
    escape_what_is_foreign()
    name, *rest = arguments or ["--help"]
    if name in ("-h", "--help"):
        print(__doc__)
        return 0
    if name not in COMMANDS:
        print(f"there is no command {name!r} (there are: {', '.join(COMMANDS)})", file=sys.stderr)
        return 2
    return importlib.import_module(COMMANDS[name]).main(rest) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
