"""Networks as people write them (data/networks.txt): how many the shape checker reads, and that it is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.shape_checker import only, run

PARTS = re.split(r"^=== (.*)\n", (Path(__file__).parent / "data/networks.txt").read_text("utf-8"), flags=re.M)[1:]
NETWORKS = list(zip(PARTS[::2], PARTS[1::2], strict=True))
LEAST = 0.9


def test_nine_of_ten_are_read():
    assert len(NETWORKS) >= 60
    unread = [text for size, text in NETWORKS if (only(text, size).get("error") or {}).get("kind") == "unread"]
    assert len(unread) <= (1 - LEAST) * len(NETWORKS), unread


@pytest.mark.parametrize("number", range(len(NETWORKS)))
def test_what_is_read_is_what_torch_makes_of_it(number):
    size, text = NETWORKS[number]
    found = only(text, size)
    error = found.get("error")
    if error and error["kind"] == "unread":
        assert 1 <= error["line"] <= text.count("\n") + 1 and error["key"], "it names the line and the reason"
        return
    assert not error, error
    assert (found["output"], found["parameters"]) == run(text, size)
