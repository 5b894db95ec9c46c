"""A record of another torch that was changed by hand is a fault, with its place and how to mend it."""

from __future__ import annotations

import pytest

from tests.helpers.other_torch import NET, entry, use
from tools.base.project import LANGUAGES
from tools.check import versions
from tools.check.versions import other_faults, reason_faults


@pytest.fixture
def record(tmp_path, monkeypatch):
    return use(monkeypatch, tmp_path, entry("2.14.1", [NET]), entry("2.6.0", [NET], **{"lenet/net:net": ("output", "other")}))


def test_what_was_written_is_no_fault(record):
    assert list(other_faults()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('"kind": "output"', '"kind": "message"'), ('"text": "other"', '"text": "same"'), ('"lenet/net:net"', '"lenet/net:nets"')],
)
def test_what_a_person_changed_is_one(record, old, new):
    text = record.read_text("utf-8")
    record.write_text(text.replace(old, new), "utf-8")
    (fault,) = other_faults()
    line = text.splitlines().index(' "2.6.0": {') + 1
    assert str(fault).startswith(f"{record.as_posix()}:{line}: the record of torch 2.6.0 is not as it was written.")
    assert "`make versions TORCH=2.6.0`" in fault.what


def test_a_record_under_the_name_of_another_version_is_one(record):
    record.write_text(record.read_text("utf-8").replace('"2.6.0": {', '"2.7.0": {'), "utf-8")
    (fault,) = other_faults()
    assert "was made with 2.6.0+cu99" in fault.what


@pytest.mark.parametrize("text", ["{", "[]", '{"2.6.0": 1}'])
def test_a_broken_record_is_one(record, text):
    record.write_text(text, "utf-8")
    (fault,) = other_faults()
    assert fault.path == record and "make versions TORCH=" in fault.what


@pytest.mark.parametrize(
    ("text", "told"), [("a/none: {zh: 一, en: one}\n", "no example 'a/none'"), ("lenet/net: {zh: 一}\n", "not in both languages")]
)
def test_a_reason_is_of_an_example_and_in_both_languages(tmp_path, monkeypatch, text, told):
    why = tmp_path / "versions.yml"
    monkeypatch.setattr(versions, "WHY", why)
    assert list(reason_faults()) == []
    why.write_text(f"# reasons\n{text}", "utf-8")
    (fault,) = reason_faults()
    assert told in fault.what and fault.line == 2
    why.write_text("lenet/net: {" + ", ".join(f"{language}: x" for language in LANGUAGES) + "}\n", "utf-8")
    assert list(reason_faults()) == []
