"""Labs: `snippets/labs/train.py` is one source, in percent cells, of a notebook in each language.

    # %% [page]                          needs: and makes:, then title and description after `# zh:` and after `# en:`
    # %% [markdown]                      prose: the lines below `# zh:` alone, then those below `# en:` alone
                                         code in it answers an exercise: the tests run it after all cells
    # %%                                 code, with comments for readers as in an example
    # %% shows lenet/net.py:net          code that imports what stands in examples; readers get those sections instead
    # %% needs torchvision               code that readers see but that nothing runs, except the tests where the package is

A line of output that begins with `│ ` is what a language model wrote: it may be another on another machine.
A pair of comments `# zh: ![…]` / `# en: ![…]` in a cell of code describes the figure that it draws.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from tools.base.lines import COMMENT, Line, pick
from tools.base.project import LANGUAGES, SNIPPETS, Fault, load, load_yaml
from tools.sources.examples import Example, Section, comment_faults
from tools.sources.examples import parse as parse_example
from tools.sources.text import front_matter
from tools.sources.versions import versions

LABS = SNIPPETS / "labs"
DIGITS = SNIPPETS / "digits/data"
HEAD = re.compile(r"^# %%(?: \[(?P<kind>page|markdown)\])?(?: (?P<what>shows|needs) (?P<names>.+))?$")
LANGUAGE = re.compile(r"^# (zh|en):$")
ALT = re.compile(r"^# !\[(.+)\]$")
ANSWER = re.compile(r"^( *)```python$", re.M)
"""Where the code of an answer begins, in prose: nothing runs it but the tests."""
RANGES = LABS / "ranges.yml"
"""What the prose of each lab says in numbers: `cells` and `answers`, each: expression → [least, most]."""
PLACE = "<!-- cell {} -->"
"""In the prose of a page: here stands the code cell of that number, and what it gave."""


@dataclass
class Cell:
    kind: str
    """page, markdown, code, or needs: code that is only shown."""
    line: int
    """Of its `# %%`, 1-based."""
    lines: list[Line] = field(default_factory=list)
    shows: list[tuple[Example, str]] = field(default_factory=list)
    """The sections that readers get in its place."""
    needs: str = ""

    def text(self, language: str) -> list[Line]:
        """Prose of one language; of the page's cell, what the page is called."""
        starts = {match[1]: at for at, line in enumerate(self.lines) if (match := LANGUAGE.match(line))}
        if language not in starts:
            return []
        start = starts[language] + 1
        end = min((at for at in starts.values() if at >= start), default=len(self.lines))
        return [Line(re.sub(r"^# ?", "", line), line.origin) for line in self.lines[start:end]]

    def shown(self, language: str) -> list[Line]:
        """The code as one reader sees it, with the comments in their language; without the words for a figure."""
        lines = self.lines
        if self.shows:
            parts = [
                [Line(text, (example.path, 0)) for text in [*example.named[name].lines, "", ""]] for example, name in self.shows
            ]
            lines = [line for part in parts for line in part]
        lines = [line for line in pick(lines, language) if not ALT.match(line)]
        while lines and not lines[-1].strip():
            lines.pop()
        return lines

    def alts(self, language: str) -> list[str]:
        return [found[1] for line in pick(self.lines, language) if (found := ALT.match(line))]

    @property
    def code(self) -> str:
        """What runs: what is shown, without comments for readers. Both languages run the same text."""
        return "\n".join(line for line in self.shown("en") if not line.lstrip().startswith("# ")) + "\n"


@dataclass
class Lab:
    path: Path
    cells: list[Cell]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "code"]

    def meta(self, language: str) -> dict[str, str]:
        return front_matter(self.path, "\n".join(self.cells[0].text(language)))

    def files(self, what: str) -> list[Path]:
        """The files that it `needs` beside it, or `makes`: data, and weights that a lab has trained."""
        line = next((line for line in self.cells[0].lines if line.startswith(f"# {what}: ")), "")
        return [next((p for p in (DIGITS / name, LABS / name) if p.exists()), LABS / name) for name in line.split()[2:]]

    @property
    def made_of(self) -> str:
        """The sources that its recorded outputs are of."""
        return recorded(self)["lab"]["sources"]

    def notebook(self, language: str) -> Path:
        return self.path.with_suffix(f".{language}.ipynb")

    @property
    def sources(self) -> str:
        """What the outputs depend on: the code that runs, and the files it reads. Prose and comments do not count."""
        digest = hashlib.sha256("\x1f".join(cell.code for cell in self.code).encode())
        for path in self.files("needs"):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def recorded(lab: Lab) -> dict:
    """What a lab's notebook in the repository keeps: how it was made, and the outputs of each of its code cells."""
    path = lab.notebook("en")
    if not path.exists():
        return {"lab": {"sources": "", **versions().get("cpu", {})}, "outputs": []}
    data = json.loads(path.read_text("utf-8"))
    outputs = [cell["outputs"] for cell in data["cells"] if cell["cell_type"] == "code"]
    return {"lab": data["metadata"]["lab"], "outputs": outputs}


def digest(outputs: list[list[dict]]) -> str:
    """The hash that a run leaves with its outputs: nobody changes one of them afterwards."""
    text = json.dumps(outputs, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_run(record: dict) -> bool:
    """Whether its outputs are what the run gave."""
    return record["lab"].get("outputs") == digest(record["outputs"])


def answers(lab: Lab, language: str) -> list[str]:
    """The code that answers its exercises."""
    text = "\n".join("\n".join(cell.text(language)) for cell in lab.cells if cell.kind == "markdown")
    return [textwrap.dedent(code) for _, code in re.findall(r"^( *)```python\n(.*?)^\1```$", text, re.M | re.S)]


def ranges(lab: Lab) -> dict[str, dict[str, list[float]]]:
    return load_yaml(RANGES)[lab.name]


def labs(folder: Path = LABS) -> list[Lab]:
    return [parse(path)[0] for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]


def parse(path: Path) -> tuple[Lab, list[Fault]]:
    """Read a lab and say what is wrong with how it is written."""
    cells, faults = [], []
    for number, text in enumerate(load(path).splitlines(), 1):
        if head := HEAD.match(text):
            cell = Cell(head["kind"] or ("needs" if head["what"] == "needs" else "code"), number)
            cells.append(cell)
            if head["what"] == "needs":
                cell.needs = head["names"]
            for name in (head["names"] or "").split() if head["what"] == "shows" else []:
                file, _, section = name.partition(":")
                example = parse_example(SNIPPETS / file)[0] if (SNIPPETS / file).exists() else Example(SNIPPETS / file)
                if section in example.named:
                    cell.shows.append((example, section))
                else:
                    faults.append(Fault(path, number, f"there is no section {name}. Mend the name or add it."))
        elif text.startswith("# %%"):
            faults.append(Fault(path, number, f"{text!r} is no cell. See tools/sources/labs.py for those there are."))
        elif cells:
            cells[-1].lines.append(Line(text, (path, number)))
        elif text.strip():
            faults.append(Fault(path, number, "it begins outside of a cell. Begin with '# %% [page]'."))
    lab = Lab(path, cells)
    return lab, faults + ([] if faults else cell_faults(lab))


def cell_faults(lab: Lab) -> list[Fault]:
    faults = []
    if not lab.cells or lab.cells[0].kind != "page":
        return [Fault(lab.path, 1, "its first cell is not '# %% [page]'. Give the lab a title and a description there.")]
    for language in LANGUAGES:
        for key in ("title", "description"):
            if not lab.meta(language).get(key):
                faults.append(Fault(lab.path, 1, f"no {key} in '{language}'. Add '# {key}: …' below '# {language}:'."))
    for cell in lab.cells:
        if cell.kind in ("page", "markdown"):
            missing = [language for language in LANGUAGES if not any(line.strip() for line in cell.text(language))]
            faults += [Fault(lab.path, cell.line, f"this cell says nothing after '# {language}:'.") for language in missing]
        else:
            section = Section("cell", cell.line, list(cell.lines))
            faults += [Fault(lab.path, line, what) for line, what in comment_faults(section)]
        if any(COMMENT.match(line) for line in cell.lines) and cell.shows:
            faults.append(
                Fault(lab.path, cell.line, "a cell that shows examples has no comments of its own: nobody would see them.")
            )
    return faults


def page(lab: Lab, language: str) -> str:
    """The prose of a lab's page, with the place of each code cell."""
    parts, number = [], 0
    for cell in lab.cells:
        if cell.kind == "markdown":
            text = "\n".join(cell.text(language))
            parts.append(ANSWER.sub(r"\1``` { .python .aside }", text))  # copied by itself, not with the rest
        elif cell.kind == "needs":
            parts.append("\n".join(["``` { .python .aside }", *cell.shown(language), "```"]))
        elif cell.kind == "code":
            parts.append(PLACE.format(number))
            number += 1
    return "\n\n".join(parts) + "\n"
