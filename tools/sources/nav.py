"""mkdocs.yml as data: parsed as YAML, once. Here and nowhere else is it read, besides by MkDocs itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.base.project import CONFIGS, ROOT, load, yaml_of

CONFIG = ROOT / CONFIGS["zh"]
"""The English one inherits from it."""


class Loader(yaml.SafeLoader):
    """Takes MkDocs' `!ENV [NAME, value]` for the value that the file gives, whatever the environment says."""


Loader.add_multi_constructor("!ENV", lambda loader, _, node: node.value[-1].value if isinstance(node.value, list) else None)
Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)  # functions that only MkDocs needs


def config(path: Path = CONFIG) -> dict:
    return yaml_of(path, load(path), Loader)


def nav(path: Path = CONFIG) -> list[str]:
    """The files of the nav, in its order, however deep their groups: `lenet.md`, `labs/train.ipynb`."""
    return list(names(config(path).get("nav", [])))


def names(entry: list | dict | str) -> Iterator[str]:
    """A file, a titled file or group, or a list of them; not the addresses of other sites."""
    if isinstance(entry, str):
        yield from () if "://" in entry else (entry,)
    for inner in entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ():
        yield from names(inner)
