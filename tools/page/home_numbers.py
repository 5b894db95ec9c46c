"""What the home page says of the site in numbers: counted in the examples when the page is built, never typed."""

from __future__ import annotations

from tools.sources.examples import example_files, parse
from tools.sources.versions import versions

MARK = "<!-- counts -->"
"""The line of a page that becomes the list."""

WORDS = {
    "zh": """\
- **{sections} 段代码**，来自 {files} 个文件，都在 torch {torch} 上运行过。每段打印的内容有记录，
  每次改动都重新核对，显示在代码下面。
- **{errors} 条报错和警告**，原文照录，每条都由最短的代码当场引发。
- **{plots} 幅图**，都由正文里的网络和算出来的数据画成，没有一幅是手绘的。""",
    "en": """\
- **{sections} pieces of code** in {files} files ran on torch {torch}. What each printed is on record,
  is checked with every change, and stands below it.
- **{errors} errors and warnings** stand here in their exact words, each raised by the smallest code that causes it.
- **{plots} pictures** are drawn from the networks on the pages and from computed data, none by hand.""",
}


def counted() -> dict[str, int | str]:
    examples = [parse(path)[0] for path in example_files()]
    sections = [section for example in examples for section in example.named.values() if not section.only]
    return {
        "files": len(examples),
        "sections": len(sections),
        "errors": sum(section.kind != "plain" for section in sections),
        "plots": sum("plot" in example.named or bool(example.draws) for example in examples),
        "torch": versions().get("cpu", {}).get("torch", "?"),
    }


def counts(language: str) -> list[str]:
    """The list, as lines of Markdown."""
    return WORDS[language].format(**counted()).splitlines()
