"""Example files: Python that runs alone, cut into the named sections that pages show (README, "An example file")."""

from __future__ import annotations

import ast
import functools
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.base.lines import COMMENT, DRAWINGS, META
from tools.base.project import ROOT, SNIPPETS, Fault, Faults, load, relative

MAX_LINES = 60

MARKER = re.compile(r"# --8<-- \[(start|end):([A-Za-z][A-Za-z0-9_-]*)\]$")
PLOT_SECTION = "plot"


@dataclass
class Section:
    """A named stretch of an example, or (name "") the imports between two sections."""

    name: str
    start: int
    """1-based line of the start marker; of the first line where there is no name."""
    lines: list[str] = field(default_factory=list)
    only: str = ""
    """Why no page shows it."""
    device: str = ""
    """`cpu, why not on CUDA`; `none, why not with a GPU`; `own`: it places tensors itself; `traced`: torch traces its code."""

    @property
    def kind(self) -> str:
        return next((kind for kind in ("fails", "warns") if self.name.startswith(kind)), "plain")

    def left_out(self, device: str, build: str) -> str:
        """Why it is not run on a device, with a build of torch (tools/record/build.py); empty where it is."""
        if self.device.startswith("none, "):
            return self.device if "cuda" in (device, build) else ""
        return self.device if self.device.startswith("cpu, ") and device != "cpu" else ""

    @property
    def code(self) -> list[tuple[int, str]]:
        """(line number, text) of what is executed: without comments for readers and without `# only:` and the like."""
        first = self.start + bool(self.name)
        numbered = enumerate(self.lines, first)
        return [(number, line) for number, line in numbered if not COMMENT.match(line) and not META.match(line)]


@dataclass
class Example:
    path: Path
    sections: list[Section] = field(default_factory=list)
    """In the order of the file, the imports between them included."""
    run: str = ""
    """A program's command line, with {file}."""
    draws: str = ""
    """Which of DRAWINGS it asks for, if any."""
    drawing: str = ""
    """Of what: what stands behind `# graph:` and the like."""
    drawing_line: int = 0

    @property
    def named(self) -> dict[str, Section]:
        return {section.name: section for section in self.sections if section.name}

    @property
    def program(self) -> list[str]:
        """The command line of a program example, with the name of its file filled in."""
        return self.run.replace("{file}", self.path.name).split()

    @property
    def outputs(self) -> Path:
        return self.path.with_suffix(".out")

    @property
    def key(self) -> str:
        """`lenet/net`"""
        return self.path.relative_to(SNIPPETS).with_suffix("").as_posix()

    @property
    def hash(self) -> str:
        """Of its sources, and of what they are recorded to print and to draw."""
        made = [self.path.with_suffix(kind) for kind in (".out", ".nogpu.out", ".graph")]
        digest = hashlib.sha256(sources_hash(self.path).encode())
        for path in made:
            digest.update(path.read_bytes() if path.exists() else b"-")
        return digest.hexdigest()[:12]

    @property
    def without_gpu(self) -> list[str]:
        """The sections that each build of torch may word otherwise where there is no GPU."""
        return [name for name, section in self.named.items() if section.device.startswith("none, ")]


def is_example(path: Path) -> bool:
    """Labs are cut into cells, not into sections: tools/labs/."""
    return path.suffix == ".py" and path.name != "__init__.py" and path.parent.name != "labs"


def example_files(root: Path = SNIPPETS) -> list[Path]:
    return sorted(filter(is_example, root.rglob("*.py")))


def parse(path: Path) -> tuple[Example, list[Fault]]:
    """Read an example and say everything that is wrong with how it is written."""
    try:
        return parse_text(path, load(path))
    except Faults as refused:
        return Example(path), refused.faults


@functools.lru_cache(4096)
def parse_text(path: Path, text: str) -> tuple[Example, list[Fault]]:
    """Each page that shows an example asks for it, some many times."""
    example, faults = Example(path), []
    lines = text.splitlines()
    current = Section("", 1)

    def fault(line: int, what: str) -> None:
        faults.append(Fault(path, line, what))

    for number, line in enumerate(lines, 1):
        marker, meta = MARKER.match(line.strip()), META.match(line)
        if marker is None and "--8<--" in line:
            fault(number, f"{line.strip()!r} is no marker. Write '# --8<-- [start:name]' or '# --8<-- [end:name]'.")
        elif marker and marker[1] == "start":
            if current.name:
                fault(number, f"section '{marker[2]}' starts inside '{current.name}'. End that one first.")
            if marker[2] in example.named:
                fault(number, f"there is a section '{marker[2]}' already. Give this one another name.")
            example.sections.append(current)
            current = Section(marker[2], number)
        elif marker:
            if current.name != marker[2]:
                fault(number, f"'end:{marker[2]}' has no start. Pair it with '# --8<-- [start:{marker[2]}]'.")
            example.sections.append(current)
            current = Section("", number + 1)
        elif meta and meta[1] == "run":
            example.run = meta[2]
            current.lines.append(line)
        elif meta and meta[1] in DRAWINGS:
            if example.draws:
                fault(number, f"there is a picture already, '# {example.draws}:'. Draw this one in a file of its own.")
            example.draws, example.drawing, example.drawing_line = meta[1], meta[2], number
            current.lines.append(line)
        else:
            if meta and current.name:
                setattr(current, meta[1], meta[2])
            current.lines.append(line)
    if current.name:
        fault(current.start, f"section '{current.name}' has no end. Add '# --8<-- [end:{current.name}]'.")
    example.sections.append(current)
    if example.run:  # a program is shown whole: one section, named after nothing
        example.sections = [Section("program", 0, lines)]
    if len(lines) > MAX_LINES:
        fault(len(lines), f"{len(lines)} lines; an example has {MAX_LINES} at most. Cut it into two files.")
    faults += style_faults(example)
    return example, faults


def style_faults(example: Example) -> Iterator[Fault]:
    """What the sections may hold."""
    named = list(example.named.values())
    for section in example.sections:
        yield from (Fault(example.path, line, what) for line, what in comment_faults(section))
        if (device := section.device) and not re.fullmatch(r"own|traced|(?:cpu|none), .+", device):
            what = f"'# device: {device}' says nothing. Write 'cpu, reason', 'none, reason', 'own' or 'traced'."
            yield Fault(example.path, section.start, what)
        if section.name and not any(line.strip() for _, line in section.code):
            yield Fault(example.path, section.start, f"section '{section.name}' is empty. Fill it or remove it.")
        if section.kind == "fails" and section is not named[-1]:
            what = f"section '{section.name}' must be the last of its file. Move what follows to a file of its own."
            yield Fault(example.path, section.start, what)
        if not section.name:
            for number, line in section.code:
                if line.strip() and not re.match(r"(from|import) |    \w|\)|#", line):
                    what = f"outside sections a file may only import, not {line.strip()!r}. Put it in a section."
                    yield Fault(example.path, number, what)


def comment_faults(section: Section) -> Iterator[tuple[int, str]]:
    """Comments come in pairs, zh first; nothing else is a comment, so that each reader gets their own language."""
    first = section.start + bool(section.name)
    waiting: tuple[int, str] | None = None
    for number, line in enumerate(section.lines, first):
        comment = COMMENT.match(line)
        language = comment[2] if comment else None
        if waiting and language != "en":
            yield waiting[0], f"{waiting[1]!r} has no English twin. Add '# en: …' on the next line."
        if language == "en" and not waiting:
            yield number, f"{line.strip()!r} has no Chinese twin. Add '# zh: …' on the line above."
        waiting = (number, line.strip()) if language == "zh" else None
        if comment is None and section.name and not META.match(line) and line.lstrip().startswith("#"):
            yield number, f"{line.strip()!r} is for no reader. Write a pair '# zh: …' / '# en: …' or nothing."
    if waiting:
        yield waiting[0], f"{waiting[1]!r} has no English twin. Add '# en: …' on the next line."


def padded(section: Section) -> str:
    """The code of a section at its place in the file, so that tracebacks name the real line."""
    last = max((number for number, _ in section.code), default=0)
    lines = dict(section.code)
    return "\n".join(lines.get(number, "") for number in range(1, last + 1)) + "\n"


def imports(path: Path) -> set[Path]:
    """The example files that an example imports, itself and theirs included."""
    found, waiting = set(), [path]
    while waiting:
        if (current := waiting.pop()) in found:
            continue
        try:
            text = current.read_text("utf-8")
        except FileNotFoundError:  # running the example says so
            continue
        found.add(current)
        waiting += [ROOT / f"{name.replace('.', '/')}.py" for name in imported(text)]
    return found


@functools.lru_cache(4096)
def imported(text: str) -> list[str]:
    """Our modules that this code imports from: examples, and what helps plots to draw. Broken code has none: a run says so."""
    try:
        nodes = ast.walk(ast.parse(text))
    except SyntaxError:
        return []
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return [name for name in names if name.startswith(("snippets.", "tools."))]


def sources_hash(path: Path) -> str:
    """What an output depends on: the code of the example and of all it imports; comments for readers do not count."""
    digest = hashlib.sha256()
    for source in sorted(imports(path)):
        code = [line for line in source.read_text("utf-8").splitlines() if not COMMENT.match(line)]
        digest.update("\n".join([relative(source), *code, ""]).encode())
    return digest.hexdigest()[:16]


def plot_of(source: Path) -> Path:
    """`spread.py` or `spread.plot` → `spread.svg`, beside it: what its section `plot` draws."""
    return source.with_suffix(".svg")
