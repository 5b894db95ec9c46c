"""What the tests of `names` and of `wrappers` share: the tables of keys, run row by row."""

from __future__ import annotations

import re
from collections import OrderedDict

import torch
import torch.nn.utils.prune
import torch.optim.swa_utils
from torch import nn

from tools.base.project import DOCS

ROW = re.compile(r"^\| `(?P<code>(?:self|net|nn|torch|setattr)\b[^`]*)` \| (?P<keys>(?:… )?(?:`[^`]*` ?)+|none|无) \|$", re.M)
NONE = {"en": "none", "zh": "无"}


def rows(page: str) -> dict[str, list[tuple[str, str]]]:
    """(code, keys) of the tables, by language; `none` in both."""
    found = {}
    for language, none in NONE.items():
        text = (DOCS / language / f"{page}.md").read_text("utf-8")
        found[language] = [(code, "none" if keys == none else keys) for code, keys in ROW.findall(text)]
    return found


def holds(code: str, cell: str) -> None:
    """The code makes these keys, and no others unless the cell says so."""
    module, net = nn.Module(), nn.Linear(2, 3)
    names = {"self": module, "net": net, "nn": nn, "torch": torch, "OrderedDict": OrderedDict}
    if "self" in code:
        exec(code, names)
    elif code == "net.compile()":
        exec(code, names)
        module = net
    else:
        module = eval(code, names)
    expected, found = re.findall(r"`([^`]+)`", cell), list(module.state_dict())
    assert bool(expected) == (cell != "none")
    if "…" in cell:
        assert set(expected) < set(found)
    else:
        assert sorted(found) == sorted(expected)
