"""Words of the interface that one language lacks, or that are filled in differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.base.project import LANGUAGES, Fault, load
from tools.base.words import WORDS


def word_faults(path: Path = WORDS) -> Iterator[Fault]:
    yield from faults_of(path, yaml.compose(load(path)), "")


def faults_of(path: Path, entry: yaml.Node, name: str) -> Iterator[Fault]:
    inner = {key.value: (key.start_mark.line + 1, value) for key, value in entry.value}
    if not inner.keys() & set(LANGUAGES):
        for key, (line, value) in inner.items():
            if isinstance(value, yaml.MappingNode):
                yield from faults_of(path, value, f"{name}{key}.")
            else:
                yield Fault(path, line, f"'{name}{key}' is of no language. Give it a line for each: {', '.join(LANGUAGES)}.")
        return
    line, name = entry.start_mark.line + 1, name.rstrip(".")
    if inner.keys() != set(LANGUAGES):
        yield Fault(path, line, f"'{name}' has {', '.join(inner)}, not {' and '.join(LANGUAGES)}. Write it in both languages.")
    elif len({str(filled(value)) for _, value in inner.values()}) > 1:
        yield Fault(path, line, f"'{name}' is filled in differently in the two languages. Give both the same {{…}}.")


def filled(value: yaml.Node) -> list:
    """What is filled into a word, or into each of a list."""
    return sorted(re.findall(r"{.*?}", value.value)) if isinstance(value.value, str) else [filled(each) for each in value.value]
