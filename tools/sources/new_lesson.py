"""python -m tools new hooks: a lesson's files, to write in: both pages, an example, a test. `make lesson hooks` does it, too."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tools.base.project import ROOT, relative

TEMPLATE = Path(__file__).with_name("template")
FILES = {
    "zh.md": "docs/zh/{}.md",
    "en.md": "docs/en/{}.md",
    "first.py.txt": "snippets/{}/first.py",
    "test.py.txt": "tests/lessons/test_{}.py",
}
NEXT = """\
Next:
    a line `- {0}.md` in nav of mkdocs.yml, where it belongs
    make record                     its output, below its code
    python -m tools ids --add       its headings' ids, which then stay
    make lesson {0}                 runs it, in seconds"""


def written(name: str, root: Path = ROOT) -> list[Path]:
    """Write the files of a lesson. Raises FileExistsError where one of them is there, and then writes nothing."""
    texts = {root / place.format(name): (TEMPLATE / file).read_text("utf-8") for file, place in FILES.items()}
    texts[root / f"snippets/{name}/__init__.py"] = ""
    if there := [path for path in texts if path.exists()]:
        raise FileExistsError(f"{relative(there[0])} is there already. Choose another name, or write in it.")
    for path, text in texts.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("LESSON", name), "utf-8", newline="\n")
    return list(texts)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools new", description=__doc__.partition(": ")[2])
    parser.add_argument("lesson", help="one word: letters and digits, such as `hooks`")
    name = parser.parse_args(arguments).lesson
    if not re.fullmatch("[a-z][a-z0-9]*", name):
        print(
            f"{name!r} cannot be a lesson's name. One word of small letters and digits: it names files and a package.",
            file=sys.stderr,
        )
        return 2
    try:
        print("\n".join(map(relative, written(name))))
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    print(NEXT.format(name))
    return 0
