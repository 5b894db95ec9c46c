"""What readers paste finds its entry, in both languages: tests/live/data/pasted.txt. What fits none is not said to fit."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.helpers.doctor import engine
from tools.page import doctor

FORMS = Path(__file__).parent / "data/pasted.txt"
IDS = {entry.id for _, entry in doctor.clinic("en")}
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
