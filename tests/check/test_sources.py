"""The sources as they are: everything that `make site` stops at, `make test` says too; and whose each number is."""

from __future__ import annotations

from collections import Counter

from tools.check.owners import all_owner_faults, summary
from tools.check.run import check


def test_the_sources_have_no_fault():
    assert "\n".join(map(str, check())) == ""


def test_each_number_has_an_owner(record_property):
    counts: Counter[str] = Counter()
    assert "\n".join(map(str, all_owner_faults(counts))) == ""
    record_property("summary", summary(counts))
