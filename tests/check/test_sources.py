"""The sources as they are: everything that `make site` stops at, `make test` says too."""

from __future__ import annotations

from tools.check.run import check


def test_the_sources_have_no_fault():
    assert "\n".join(map(str, check())) == ""
