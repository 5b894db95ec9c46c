"""make changed BASE=origin/main: the pages that a reader of another commit sees otherwise, as a table in Markdown."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.base.project import LANGUAGES, ROOT
from tools.site.build import build
from tools.site.language import NO_HISTORY

DATE = re.compile(rb'"dateModified":"[^"]*"')


def html(site: Path, language: str) -> dict[str, bytes]:
    """`lenet/` → its bytes, without the day of its last commit, which nobody sees."""
    folder = site / language
    names = {path.parent.relative_to(folder).as_posix(): path for path in folder.rglob("index.html")}
    return {"/" if name == "." else f"{name}/": DATE.sub(b"", path.read_bytes()) for name, path in names.items()}


def compare(old: Path, new: Path) -> dict[str, dict[str, str]]:
    """page → language → what became of it."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        before, after = html(old, language), html(new, language)
        for page in before.keys() | after.keys():
            if before.get(page) != after.get(page):
                what = "new" if page not in before else "gone" if page not in after else "changed"
                found.setdefault(page, {})[language] = what
    return dict(sorted(found.items()))


def table(pages: dict[str, dict[str, str]], base: str) -> str:
    if not pages:
        return f"No page differs from `{base}`."
    lines = [f"### Pages that differ from `{base}`", "", f"| Page | {' | '.join(LANGUAGES)} |", f"|---|{'---|' * len(LANGUAGES)}"]
    for page, became in pages.items():
        lines.append(f"| `{page}` | {' | '.join(became.get(language, '') for language in LANGUAGES)} |")
    return "\n".join(lines)


def build_commit(commit: str, folder: Path) -> Path:
    """The site as its own tools build it, with the packages that are installed here."""
    git = ["git", "-C", str(ROOT), "worktree"]
    if subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit]).returncode:
        sys.exit(f"There is no commit {commit!r} here. Fetch it, or name another: make changed BASE=origin/main")
    try:
        if subprocess.run([sys.executable, "-m", "tools", "site"], cwd=folder, stdout=sys.stderr).returncode:
            sys.exit(f"{commit} does not build with what is installed here, so its pages cannot be compared.")
        return (folder / "site").rename(folder.with_name("old"))
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools changed", description=__doc__.partition(": ")[2])
    parser.add_argument("base", nargs="?", default="origin/main", help="the commit to compare with")
    base = parser.parse_args(arguments).base
    os.environ["SOURCE_DATE_EPOCH"] = str(NO_HISTORY)  # one day for what is in no commit yet, then and now
    with tempfile.TemporaryDirectory() as folder:
        old, new = build_commit(base, Path(folder, "base")), Path(folder, "new")
        build(new)
        print(table(compare(old, new), base))
