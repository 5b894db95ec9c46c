"""make site: check the sources, build both languages, put the result in the place of site/."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from tools.base.project import CACHE, SITE, Faults
from tools.check.run import refuse
from tools.site.build import build


def swap(new: Path, old: Path, aside: Path) -> None:
    """Put `new` in the place of `old`: two renames, the first undone if the second fails."""
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        if aside.exists():
            aside.rename(old)
        raise


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="python -m tools site", description=__doc__.partition(": ")[2]).parse_args(arguments)
    logging.basicConfig(format="%(levelname)s: %(message)s")
    CACHE.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="site-", dir=CACHE) as folder:
            new = Path(folder, "new")
            build(new, check=refuse)
            swap(new, SITE, aside=Path(folder, "old"))
    except Faults as faults:
        print(faults, file=sys.stderr)
        return 1
    except (MkDocsException, KeyboardInterrupt) as error:
        print(f"{error or 'interrupted'}\nNothing was published: site/ is as it was.", file=sys.stderr)
        return 1
    print(f"{SITE.name}/ is built")
    return 0
