"""How a lab is written, what is told of one that is written wrongly, and what is kept of its run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.record.notebooks import faults as faults_of
from tools.record.notebooks import kept, written
from tools.sources import labs as lab_sources
from tools.sources.labs import Lab, parse

SOURCE = """\
# %% [page]
# zh:
# title: 甲
# description: 乙。
# en:
# title: A
# description: B.

# %% [markdown]
# zh:
# # 甲 { #a }
#
# 文。
# en:
# # A { #a }
#
# Text.

# %%
# zh: ![一条线。]
# en: ![A line.]
# zh: 一
# en: one
x = 1

# %% shows lenet/net.py:imports
import torch

# %% needs nothing
import nothing
"""


def made(folder: Path, text: str = SOURCE) -> tuple[Lab, list[str]]:
    (folder / "a.py").write_text(text, "utf-8")
    lab, faults = parse(folder / "a.py")
    return lab, [str(fault).partition(".py:")[2] for fault in faults]


def test_a_lab_has_both_languages_in_one_file(tmp_path):
    lab, faults = made(tmp_path)
    assert faults == [] and lab.meta("zh") == {"title": "甲", "description": "乙。"}
    _, prose, code, shown, needs = lab.cells
    assert prose.text("zh")[:3] == ["# 甲 { #a }", "", "文。"] and prose.text("en")[2] == "Text."
    assert code.shown("zh") == ["# 一", "x = 1"] and code.alts("zh") == ["一条线。"] and code.alts("en") == ["A line."]
    assert code.code == "x = 1\n" and needs.kind == "needs"
    assert shown.shown("en") == ["import torch", "import torch.nn.functional as F", "from torch import nn"]
    assert [cell.code for cell in lab.code] == ["x = 1\n", "\n".join([*shown.shown("en"), ""])]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# %% [page]", "# %% [markdown]", "1: its first cell is not '# %% [page]'."),
        ("# title: A\n", "", "1: no title in 'en'."),
        ("# zh: 一\n", "", "22: '# en: one' has no Chinese twin."),
        ("lenet/net.py:imports", "lenet/net.py:none", "26: there is no section lenet/net.py:none."),
        ("# %%\n", "# %% [code]\n", "19: '# %% [code]' is no cell."),
        ("# en:\n# # A { #a }\n#\n# Text.\n", "", "9: this cell says nothing after '# en:'."),
    ],
)
def test_what_is_written_wrongly_is_told_with_its_line(tmp_path, old, new, said):
    assert SOURCE.count(old) == 1
    assert any(fault.startswith(said) for fault in made(tmp_path, SOURCE.replace(old, new))[1])


def test_prose_and_comments_need_no_new_run_but_code_and_data_do(tmp_path, monkeypatch):
    monkeypatch.setattr(lab_sources, "LABS", tmp_path)
    before = made(tmp_path)[0].sources
    assert made(tmp_path, SOURCE.replace("Text.", "Other.").replace("en: one", "en: 1"))[0].sources == before
    assert made(tmp_path, SOURCE.replace("x = 1", "x = 2"))[0].sources != before
    (tmp_path / "data").write_text("1")
    with_data = SOURCE.replace("# %% [page]", "# %% [page]\n# needs: data")
    one = made(tmp_path, with_data)[0].sources
    (tmp_path / "data").write_text("2")
    assert before != one != made(tmp_path, with_data)[0].sources


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\r██·· loss 1.2\r████ loss 0.9\r 1  loss 0.9  0.8 s     \n", " 1  loss 0.9"),
        ("a\nb 12 s\n", "a\nb"),
        ("3 s of music\n", "3 s of music"),
        ("\rdone\r\n", "done"),
        ("\r███ loss 0.1\r        \r", ""),
        ("████\rwhole True\n", "whole True"),
    ],
)
def test_bars_and_times_are_not_recorded(text, kept):
    assert written(text) == kept


SVG = '<svg width="{0}pt" height="9pt" viewBox="0 0 {0} 9"><defs></defs><g/></svg>'


def stream(name: str, text: str) -> dict:
    return {"output_type": "stream", "name": name, "text": text}


def figure(width: int) -> dict:
    return {"output_type": "display_data", "data": {"image/svg+xml": SVG.format(width), "text/plain": "<Figure>"}}


def test_a_cell_keeps_what_it_printed_in_one_piece_and_its_figures():
    raw = [stream("stdout", "a "), stream("stderr", "FutureWarning"), figure(300), stream("stdout", "b 0.5 s\n")]
    text, drawn = kept(raw)
    assert text == stream("stdout", "a b\n")
    assert drawn["data"]["image/svg+xml"].startswith("<svg xmlns=") and drawn["data"]["text/plain"] == ""
    assert kept([stream("stdout", " \n")]) == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ([figure(300)], []),
        ([], ["0 figures and 1 descriptions in 'zh'", "0 figures and 1 descriptions in 'en'"]),
        ([figure(500)], ["the figure is 500 px wide, too wide for a phone (400)."]),
        ([figure(300), stream("stdout", "<Net at 0x7f3a12345678>")], ["it prints the address 0x7f3a12345678."]),
    ],
)
def test_what_readers_cannot_be_shown_is_refused(tmp_path, raw, said):
    lab, _ = made(tmp_path, SOURCE[: SOURCE.index("# %% shows")])
    found = [fault.what for fault in faults_of(lab, [kept(raw)])]
    assert len(found) == len(said) and all(what.startswith(words) for what, words in zip(found, said, strict=True))
