"""What a preview says of the sources before and after a build."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.base.project import Fault, Faults
from tools.site import background, serve


def test_a_page_outside_the_nav_is_told_of_before_the_build(monkeypatch, tmp_path, capsys):
    said = []
    lost = [Fault("docs/en/lost.md", 1, "it is not in the nav.")]
    monkeypatch.setattr(serve, "build", lambda *_, **options: said.append(capsys.readouterr().err))
    monkeypatch.setattr(background.Checker, "start", lambda *_: None)
    recorder = SimpleNamespace(message="", process=None, start=lambda _: None)
    serve.make(tmp_path, "http://127.0.0.1/", recorder, background.Checker(tmp_path / "bell", serve.refuse, lambda: lost), {})
    assert said == ["\ndocs/en/lost.md:1: it is not in the nav.\n\n"]


@pytest.fixture
def checker(tmp_path, monkeypatch) -> background.Checker:
    """Its `found` is what it finds next; `rings` counts the bell."""
    checker = background.Checker(SimpleNamespace(touch=lambda: setattr(checker, "rings", checker.rings + 1)), serve.refuse, list)
    checker.found, checker.rings, checker.go = [], 0, threading.Event()

    def finish(_) -> None:
        checker.go.wait()
        if checker.found:
            raise Faults(checker.found)

    monkeypatch.setattr(background.workers, "start", lambda *_: None)
    monkeypatch.setattr(background.workers, "finish", finish)
    return checker


def look(checker: background.Checker, sources: object) -> None:
    checker.go.set()
    checker.start(sources)
    checker.thread.join()


def test_faults_are_told_once_until_they_are_mended(checker, capsys):
    look(checker, 1)
    assert (checker.message, checker.rings) == ("", 0), "no faults: nothing to show, nothing to build"
    checker.found = [Fault(Path("docs/en/a.md"), 3, "one.")]
    look(checker, 2)
    assert (checker.message, checker.rings) == ("docs/en/a.md:3: one.", 1)
    look(checker, 2)
    look(checker, 3)
    assert checker.rings == 1 and capsys.readouterr().err.count("one.") == 1
    checker.found = []
    look(checker, 4)
    assert (checker.message, checker.rings) == ("", 2) and "no faults now" in capsys.readouterr().err


def test_a_change_while_it_is_at_work_is_looked_at_afterwards(checker):
    checker.start(1)
    checker.start(2)
    checker.go.set()
    checker.thread.join()
    assert checker.rings == 1, "the bell brings the builder back, who asks again"
    look(checker, 2)
    assert checker.checked == 2 and checker.rings == 1
