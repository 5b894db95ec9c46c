"""What readers paste finds its entry, in both languages: tests/live/data/pasted.txt. What fits none is not said to fit."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.helpers.doctor import engine
from tools.base.js import Engine
from tools.base.project import ROOT
from tools.page import doctor
from tools.sources.entries import reference

FORMS = Path(__file__).parent / "data/pasted.txt"
IDS = {entry.id for entry in reference("en", "errors")}
HEAD = re.compile(r"^=== (\w+): (\S+)\n", re.M)


def forms() -> list[tuple[str, str, str]]:
    """(kind, id, text)."""
    _, *parts = HEAD.split(FORMS.read_text("utf-8").replace("⎋", "\x1b"))
    return [(kind, id, text.rstrip("\n")) for kind, id, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)]


def wanted(ids: str) -> set[str]:
    """Of the ids that are written, those that exist: where none does, no entry may be said to fit."""
    return {id for id in ids.split("|") if id in IDS or id == "-"} or {"-"}


def found(language: str, text: str) -> str:
    entry = engine(language).call("look", text)["entry"]
    return entry["id"] if entry else "-"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pasted_forms_find_their_entry(language):
    counts, wrong = defaultdict(lambda: [0, 0]), []
    for kind, id, text in forms():
        counts[kind][1] += 1
        if (said := found(language, text)) in wanted(id):
            counts[kind][0] += 1
        else:
            wrong.append((kind, id, said, text[:90]))
    right, all_of_them = (sum(values) for values in zip(*counts.values(), strict=True))
    print(f"\n{language}: {right} of {all_of_them}; " + ", ".join(f"{kind} {a}/{b}" for kind, (a, b) in sorted(counts.items())))
    assert all_of_them >= 150 and min(b for _, b in counts.values()) >= 3
    assert right >= 0.97 * all_of_them, wrong
    assert not [each for each in wrong if each[0] == "none"], "said to fit where nothing fits"


OWN = """[rank0]: Traceback (most recent call last):
[rank0]:   File "/home/u/train.py", line 12, in <module>
[rank0]:     main()
[rank0]:   File "/home/u/net.py", line 40, in forward
[rank0]:     x = self.fc(x)
[rank0]:   File "/opt/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 125, in forward
[rank0]:     return F.linear(input, self.weight, self.bias)
[rank0]: ValueError: nothing that the clinic knows"""


@pytest.mark.parametrize(
    ("text", "file", "line", "code"),
    [
        (OWN, "/home/u/net.py", 40, "x = self.fc(x)"),
        (OWN.replace("[rank0]: ", "").replace("/home/u/net.py", "C:\\u\\net.py"), "C:\\u\\net.py", 40, "x = self.fc(x)"),
        ("Cell In[3], line 2\n      1 a = 1\n----> 2 f(a)\n\nKeyError: 'x y z'", "In[3]", 2, "f(a)"),
        (
            "<ipython-input-9-ab> in <module>\n----> 2 g(a)\nValueError: no such thing",
            "<ipython-input-9-ab>",
            2,
            "g(a)",
        ),
    ],
)
def test_where_none_fits_the_line_of_the_readers_own_code_is_named(text, file, line, code):
    found = engine().call("look", text)
    assert found["entry"] is None and found["pasted"]
    assert found["own"] == {"file": file, "line": line, "code": code}
    assert found["last"] == text.rpartition("\n")[2].removeprefix("[rank0]: ")


@pytest.mark.parametrize("text", ["", " \n\t \n", "softmax", "mat1 dtype", "卷积", "loss nan"])
def test_few_words_are_looked_up_and_not_diagnosed(text):
    assert engine().call("look", text) == {"pasted": False, "entry": None, "near": [], "advice": []}


LETTERS = "abc XYZ 0123 .:;,'\"`()[]{}<>/\\│╭\x1b\n\t中文，：网络שלוםمرحباñ😀_#=*+-"


def test_garbage_is_answered_and_nothing_is_said_to_fit():
    draw = random.Random(5)
    for length in [3, 30, 300, 3000] * 15:
        found = engine().call("look", "".join(draw.choices(LETTERS, k=length)) + " and some words more than five of them")
        assert found["entry"] is None and found["pasted"]


@pytest.mark.parametrize("unit", ["x", "[", " ", "\\", ": ", "网络", "מרחב ", "<div>", "a b c ", 'File "x.py", line 3\n'])
def test_a_megabyte_of_anything_is_answered(unit):
    assert found("en", unit * (1_000_000 // len(unit))) == "-"
    error = "\nIndexError: Target 10 is out of bounds.\n"
    assert found("en", unit * (1_000_000 // len(unit)) + error) == "out-of-bounds"


SHOW = (ROOT / "overrides/assets/scripts/filter.js").read_text("utf-8").replace("export ", "").partition("function filter(")[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "text", ["RuntimeError: {} odd", "{}", 'File "{}", line 3\n    {}\nValueError: {}', "'{}' object has no attribute '{}'"]
)
def test_what_is_pasted_is_shown_as_text(language, text):
    bad = "<img src=x onerror=alert(1)>\"'&lt;svg&gt;"
    found = engine(language).call("look", text.replace("{}", bad) + " 1 2 3 a b c d e")
    shown = Engine(SHOW).call("((found, words) => told(found, words, () => '#'))", found, doctor.known(language)["words"])
    assert not re.search(r"<(?!/?(?:p|a|code|pre)\b)", shown) and "onerror=" not in re.sub(r">[^<]*<", "><", shown)
