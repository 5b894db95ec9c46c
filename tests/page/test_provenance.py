"""The foot of a page says what ran its code, from the record."""

from __future__ import annotations

import json
import re

import pytest

from tools.base.project import SNIPPETS
from tools.page import provenance
from tools.sources import versions

SOURCES = [SNIPPETS / "lenet/net.py", SNIPPETS / "module/call.py", SNIPPETS / "lenet/maps.py"]


@pytest.fixture
def record(tmp_path, monkeypatch):
    def write(**devices):
        path = tmp_path / "record.json"
        path.write_text(json.dumps(devices), "utf-8")
        monkeypatch.setattr(versions, "VERSIONS", path)

    return write


CPU = {"torch": "9.8.7", "python": "3.99", "device": "CPU", "date": "2031-02-03"}


@pytest.mark.parametrize(("language", "not_yet"), [("zh", "尚未在 CUDA 上运行"), ("en", "not yet run on CUDA")])
def test_it_names_versions_device_date_and_sources(record, language, not_yet):
    record(cpu=CPU)
    text = "\n".join(provenance.foot(language, SOURCES))
    assert all(value in text for value in [*CPU.values(), not_yet])
    assert re.findall(r"[\w/]+/", text) == ["snippets/lenet/", "snippets/module/"]


def test_a_run_on_cuda_is_named(record):
    record(cpu=CPU, cuda=CPU | {"device": "NVIDIA X", "date": "2032-01-01"})
    text = "\n".join(provenance.foot("en", SOURCES))
    assert "it ran again on 2032-01-01 on NVIDIA X" in text
    assert "not yet" not in text


def test_sources_are_links_where_the_repository_has_an_address(record):
    record(cpu=CPU)
    text = "\n".join(provenance.foot("en", SOURCES, "https://example.org/r/"))
    assert "[snippets/lenet/](https://example.org/r/tree/main/snippets/lenet/)" in text


def test_a_page_without_code_or_record_has_no_foot(record):
    record(cpu=CPU)
    assert provenance.foot("en", []) == []
    record()
    assert provenance.foot("en", SOURCES) == []
