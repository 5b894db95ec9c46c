"""Includes of examples in a page: one class, used by the site and by the tests, so that what is tested is what is shown.

A page includes a section, `--8<-- "lenet/net.py:net"`, and gets its code with the comments of the page's language and,
right below, what the section printed. `--8<-- "lenet/net.graph"` becomes a picture and a table of its steps,
`--8<-- "conv2d.live"` an instrument, `![What one sees.](init/spread.plot)` the plot of the example `init/spread.py`.
Every line remembers the file and the line it came from.
"""

from __future__ import annotations

from pathlib import Path

import markdown
from markdown.extensions import Extension
from pymdownx.snippets import SnippetExtension, SnippetPreprocessor

from tools.base.lines import Line, pick
from tools.base.project import LANGUAGES, SNIPPETS
from tools.page import home_numbers, instruments, pictures
from tools.page.blocks import OTHER_BUILD, PageBlock, blocks_in
from tools.page.current import file_of, root_of
from tools.page.provenance import builds, foot, output_line, picture_line
from tools.sources import outputs
from tools.sources.examples import Example, parse, plot_of
from tools.sources.pages import language_of
from tools.sources.text import read, walk

NO_GPU = "nogpu"


class Includes(SnippetPreprocessor):
    """pymdownx's own preprocessor, reading examples in one language and remembering origins."""

    def __init__(self, language: str, md: markdown.Markdown, stale: bool = False, repository: str = ""):
        options = SnippetExtension(base_path=[str(SNIPPETS)], check_paths=True).getConfigs()
        super().__init__(options, md)
        self.md = md  # pymdownx keeps it from its base
        if language not in LANGUAGES:
            raise ValueError(f"tools.page.includes: no language {language!r}. Write one of {', '.join(LANGUAGES)}.")
        self.language, self.mark_stale, self.repository = language, stale, repository

    def read_lines(self, path: str) -> list[Line]:
        if path.endswith(".graph"):
            return [Line(text) for text in pictures.markdown(Path(path), self.language)]
        lines = super().read_lines(path)
        if lines and lines[-1] == "":
            lines.pop()
        origin = Path(path)
        return [Line(text, (origin, number)) for number, text in enumerate(lines, 1)]

    def process_snippet_lines(self, lines: list[Line], target: dict) -> list[Line]:
        if not target["path"].endswith(".py"):
            return lines
        lines = pick(lines, self.language)
        while lines and not lines[0].strip():  # under a `# run:` line
            lines.pop(0)
        return lines

    def run(self, lines: list[str]) -> list[str]:
        return super().run(self.with_outputs(lines))

    def with_outputs(self, lines: list[str]) -> list[str]:
        """Below each Python fence, add a fence with what its sections printed, and a program's command line."""
        result: list[str] = []
        shown: list[tuple[Example, str]] = []
        sources: dict[Path, None] = {}
        way = "../" * (page.src_uri.count("/") if (page := file_of(self.md)) else 0)
        for _, line, kind, found, fence in walk(lines):
            origin = getattr(line, "origin", None)
            if kind == "plot" and plot_of(SNIPPETS / found["path"]).exists():
                result.append(Line(pictures.plot_markdown(found["alt"], SNIPPETS / found["path"], way), origin))
            elif not fence and line == home_numbers.MARK:
                result += home_numbers.counts(self.language)
            elif not fence and kind == "include" and found["path"].endswith(".live"):
                result += instruments.markdown(Path(found["path"]).stem, self.language, root_of(self.md))
            else:
                result.append(line)
            if kind == "fence":
                shown = []
            elif kind == "include" and not fence and found["path"].endswith(".graph"):
                example = parse((SNIPPETS / found["path"]).with_suffix(".py"))[0]
                result += [Line(text, origin) for text in differs(picture_line(self.language, example))]
            elif kind == "end":
                result += [Line(fence.indent + text, origin) for text in self.below(shown)]
            elif kind == "include" and fence and fence.info.startswith("python"):
                path = SNIPPETS / found["path"]
                if path.suffix == ".py" and path.exists():
                    shown.append((parse(path)[0], found["section"] or "program"))
                    sources[path] = None
        return result + foot(self.language, list(sources), self.repository)

    def below(self, shown: list[tuple[Example, str]]) -> list[str]:
        """The fences below a fence that shows these sections."""
        fences: list[str] = []
        other: list[str] = []
        classes, includes = [".text", ".output", ".no-copy"], []
        for example, name in shown:
            if example.run:
                fences += ["", "``` { .sh .program }", " ".join(example.program), "```"]
            if outputs.recorded(example).get(name):
                includes.append(f'--8<-- "{example.outputs.relative_to(SNIPPETS).as_posix()}:{name}"')
            if outputs.differing(example, NO_GPU).get(name):
                other.append(f'--8<-- "{example.outputs.with_suffix(f".{NO_GPU}.out").relative_to(SNIPPETS).as_posix()}:{name}"')
            if (section := example.named.get(name)) and section.kind != "plain":
                classes.append(f".{section.kind}")
            if self.mark_stale and outputs.is_stale(example) and ".stale" not in classes:
                classes.append(".stale")
        if includes:
            if not {".fails", ".warns"} & set(classes):  # the search knows errors, which readers paste, and no other output
                classes.append('data-search-exclude="1"')
            title = [f'title="{builds(self.language)["cpu"]}"'] if other else []
            fences += ["", f"``` {{ {' '.join(classes + title)} }}", *includes, "```"]
        if other:
            title = f'title="{builds(self.language)[NO_GPU]}"'
            fences += ["", f"``` {{ {' '.join([*classes, OTHER_BUILD, title])} }}", *other, "```"]
        return fences + differs(output_line(self.language, shown))


def differs(said: str) -> list[str]:
    """A paragraph on other versions of torch, where there is something to say."""
    return ["", said, "{ .differs data-search-exclude }", ""] if said else []


def expand(path: Path, language: str) -> list[Line]:
    """A page's lines with everything included, each with its origin; front matter is blanked, so that numbers hold."""
    here, expanded = (path, 1), []
    for line in Includes(language, markdown.Markdown()).run(read(path).lines):
        here = getattr(line, "origin", None) or here
        expanded.append(Line(line, here))
    return expanded


def blocks(page: Path, language: str | None = None) -> list[PageBlock]:
    """The Python blocks of a page, as its reader sees them."""
    return blocks_in(expand(page, language or language_of(page)))


class IncludesExtension(Extension):
    """For MkDocs: `tools.page.includes: {language: zh}`."""

    def __init__(self, **options):
        self.config = {
            "language": ["zh", "zh or en"],
            "stale": [False, "mark outputs that their sources have outrun"],
            "repository": ["", "address of the repository, for links to the sources"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        options = self.getConfigs()
        includes = Includes(options["language"], md, options["stale"], options["repository"])
        md.preprocessors.register(includes, "includes", 32)  # before fences, like pymdownx.snippets


def makeExtension(**options) -> IncludesExtension:  # noqa: N802
    return IncludesExtension(**options)
