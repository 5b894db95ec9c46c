"""Faults in what the error doctor is told."""

from __future__ import annotations

import pytest

from tools.check.doctor import doctor_faults
from tools.page import doctor


def test_other_wordings_belong_to_entries_that_are_there(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "ALIASES", tmp_path / "aliases.yml")
    doctor.ALIASES.write_text("mat1-mat2: [one]\nnever|nowhere: [two]\nnever|channels: [three]\n", "utf-8")
    (fault,) = doctor_faults()
    assert fault.line == 2 and "there is no entry 'never|nowhere'" in fault.what


@pytest.mark.parametrize(
    ("say", "what"),
    [("{zh: '{a}', en: '{b}'}", "filled in differently"), ("{zh: x}", "has no 'say'")],
)
def test_advice_is_given_in_both_languages_alike(tmp_path, monkeypatch, say, what):
    monkeypatch.setattr(doctor, "ADVICE", tmp_path / "advice.yml")
    doctor.ADVICE.write_text(f"kind:\n  cause:\n    say: {say}\n", "utf-8")
    (fault,) = doctor_faults()
    assert fault.line == 1 and what in fault.what
