"""What `make serve` does behind the scenes: it records examples again, and checks the sources as `make site` does."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import PIPE, STDOUT

from mkdocs.exceptions import MkDocsException

from tools.base.project import ROOT, SNIPPETS, Fault, Faults, relative
from tools.site import workers


class Recorder:
    """Runs `python -m tools record` in the background, and rings the bell, a file the server watches, when it is done."""

    def __init__(self, bell: Path):
        self.bell = bell
        self.message = ""
        self.tried: dict[Path, int] = {}
        self.process: subprocess.Popen | None = None

    def start(self, examples: list[Path]) -> None:
        """Record these, unless a recording is under way or has just been tried with the same sources."""
        sources = {path: path.stat().st_mtime_ns for path in SNIPPETS.rglob("*.py")}
        if self.process or sources == self.tried or importlib.util.find_spec("torch") is None:
            return
        self.tried = sources
        command = [sys.executable, "-m", "tools", "record", *map(relative, examples)]
        environment = os.environ | {
            "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # .pyc files would count as changed sources
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT, encoding="utf-8")
        threading.Thread(target=self.finish, args=[self.process], daemon=True).start()

    def finish(self, process: subprocess.Popen) -> None:
        said, _ = process.communicate()
        print(said, flush=True)
        self.message = f"Recording failed.\n{said}" if process.returncode else ""
        self.process = None
        self.bell.touch()

    def stop(self) -> None:
        if self.process:
            self.process.terminate()


class Checker:
    """After a build it looks for faults of the sources, in a process of its own, and rings the bell when it found others.

    `tell` raises Faults; `first` finds those that take no time to see, which are said before the build.
    """

    def __init__(self, bell: Path, tell: Callable[[], None], first: Callable[[], Iterable[Fault]]):
        self.bell, self.tell, self.first = bell, tell, first
        self.message = ""
        self.checked: object = None
        self.thread: threading.Thread | None = None
        self.again = False
        self.lost = ""

    def begin(self) -> None:
        lost = str(Faults(self.first()))
        if lost and lost != self.lost:
            print(f"\n{lost}\n", file=sys.stderr, flush=True)
        self.lost = lost

    def start(self, sources: object) -> None:
        """Unless it has seen these sources; while it is at work it remembers to look again."""
        if self.thread and self.thread.is_alive():
            self.again = True
        elif sources != self.checked:
            self.checked, self.again = sources, False
            self.thread = threading.Thread(target=self.look, daemon=True)
            self.thread.start()

    def look(self) -> None:
        message = ""
        try:
            workers.finish(workers.start("check", self.tell))
        except MkDocsException:  # the process was killed: the preview ends
            return
        except Exception as error:
            message = str(error)
        if message != self.message:
            print(f"\n{message or 'The sources have no faults now.'}\n", file=sys.stderr, flush=True)
        if message != self.message or self.again:
            self.message = message
            self.bell.touch()
