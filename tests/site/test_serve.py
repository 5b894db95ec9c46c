"""make serve, started on a small site, edited as an author does."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tools.base.words import words
from tools.site import serve

PATIENCE = 600
"""Seconds until a test gives up: builds take one or two, recordings some more, a busy machine minutes."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Preview:
    def __init__(self, root: Path, port: int, log: Path):
        self.root, self.log = root, log
        self.url = f"http://127.0.0.1:{port}/"
        environment = {name: value for name, value in os.environ.items() if name not in ("CI", "SITE_URL")}
        command = [sys.executable, "-m", "tools", "serve", "--port", str(port)]
        self.process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=log.open("w"), stderr=subprocess.STDOUT, start_new_session=True
        )

    def read(self, page: str) -> str:
        try:
            with urlopen(self.url + page, timeout=PATIENCE) as response:
                return response.read().decode()
        except HTTPError as error:
            return error.read().decode()
        except (URLError, ConnectionError):  # not up yet
            return ""

    def wait(self, page: str, holds: Callable[[str], bool]) -> str:
        """Read the page until it is as it should be."""
        deadline = time.monotonic() + PATIENCE
        while not holds(text := self.read(page)):
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, f"{text}\n{self.log.read_text('utf-8')}"
            time.sleep(0.1)
        return text

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """The file with other text in it, for a while."""
        file = self.root / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new, 1), "utf-8")
        yield
        file.write_text(before, "utf-8")


@pytest.fixture(scope="module")
def preview(small_site, tmp_path_factory) -> Iterator[Preview]:
    preview = Preview(small_site(), free_port(), tmp_path_factory.mktemp("serve") / "log")
    try:
        preview.wait("en/", lambda text: "torch.nn" in text)
        yield preview
    finally:
        with suppress(ProcessLookupError):  # the last test ends it
            os.killpg(preview.process.pid, signal.SIGKILL)
        preview.process.wait()


def test_both_languages_are_at_one_address(preview):
    assert "zh/" in preview.read("") and "en/" in preview.read("")
    assert 'lang="zh"' in preview.read("zh/lenet/") and 'lang="en"' in preview.read("en/lenet/")
    assert "There is no such page" in preview.read("no/such/page/")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_home_page_links_to_no_copy_where_none_is_made(preview, language):
    home = preview.read(f"{language}/")
    assert words(language)["offline"]["later"] in home and ".zip" not in home


def test_a_changed_page_is_served(preview):
    with preview.edited("docs/en/index.md", "Nothing is left out", "Nothing was left out"):
        assert "/livereload/" in preview.wait("en/", lambda text: "Nothing was left out" in text)


def test_a_changed_comment_is_served_in_its_language(preview):
    with preview.edited("snippets/lenet/net.py", "# en: ", "# en: CHANGED "):
        preview.wait("en/lenet/", lambda text: "CHANGED" in text)
        assert "CHANGED" not in preview.read("zh/lenet/")
    with preview.edited("snippets/lenet/net.py", "# zh: ", "# zh: CHANGED "):
        preview.wait("zh/lenet/", lambda text: "CHANGED" in text)


def test_a_changed_template_is_served(preview):
    with preview.edited("overrides/partials/header.html", 'aria-label="', 'data-changed aria-label="'):
        preview.wait("zh/module/", lambda text: "data-changed" in text)


def test_a_broken_include_is_shown_with_its_place_until_it_is_mended(preview):
    page = (preview.root / "docs/en/lenet.md").read_text("utf-8")
    include = re.search(r'--8<-- "lenet/net.py:(\w+)"', page)
    line = page[: include.start()].count("\n") + 1
    with preview.edited("docs/en/lenet.md", include[0], '--8<-- "lenet/net.py:nowhere"'):
        text = preview.wait("en/lenet/", lambda text: "This build failed" in text)
        assert f"docs/en/lenet.md:{line}: " in text and "nowhere" in text
        assert "/livereload/" in text
        assert "This build failed" in preview.read("zh/")
        assert f"docs/en/lenet.md:{line}: " in preview.log.read_text("utf-8")
    preview.wait("en/lenet/", lambda text: "Conv2d" in text)


def test_a_broken_config_is_shown_until_it_is_mended(preview):
    with preview.edited("mkdocs.yml", "theme:", "theme: ]"):
        text = preview.wait("zh/", lambda text: "This build failed" in text)
        assert "mkdocs.yml" in text
    preview.wait("zh/", lambda text: "This build failed" not in text)


def test_faults_that_make_site_stops_at_are_told_and_the_page_is_served_all_the_same(preview):
    with preview.edited("snippets/lenet/net.py", "# en: ", "# "):
        text = preview.wait("en/lenet/", lambda text: "has no English twin" in text)
        assert "snippets/lenet/net.py:" in text and "Conv2d" in text and "This build failed" not in text
        assert "has no English twin" in preview.log.read_text("utf-8")
    preview.wait("en/lenet/", lambda text: "has no English twin" not in text)
    assert "The sources have no faults now." in preview.log.read_text("utf-8")


def test_a_page_that_is_not_in_the_nav_is_told_of(preview):
    lost = preview.root / "docs/en/lost.md"
    lost.write_text((preview.root / "docs/en/index.md").read_text("utf-8"), "utf-8")
    preview.wait("en/", lambda _: "docs/en/lost.md:1: it is not in the nav" in preview.log.read_text("utf-8"))
    lost.unlink()


def test_a_stale_output_is_marked_and_recorded_again(preview):
    with preview.edited("snippets/lenet/build.py", "print(", "print('AGAIN'); print("):
        preview.wait("en/lenet/", lambda text: ">AGAIN" in text or "\nAGAIN" in text)
    preview.wait("en/lenet/", lambda text: "AGAIN" not in text)


def test_a_recording_that_fails_says_so_on_the_page(preview):
    with preview.edited("snippets/lenet/build.py", "print(", "print(1 / 0, "):
        text = preview.wait("zh/lenet/", lambda text: "Recording failed" in text)
        assert "ZeroDivisionError" in text and "snippets/lenet/build.py" in text
    preview.wait("zh/lenet/", lambda text: "Recording failed" not in text)


def test_it_says_when_its_port_is_taken_and_ends_quietly(preview, tmp_path):
    port = int(preview.url.rsplit(":", 1)[1].strip("/"))
    second = Preview(preview.root, port, tmp_path / "taken")
    assert second.process.wait(PATIENCE) == 1
    assert f"port {port} is in use: make serve PORT={port + 1}" in second.log.read_text("utf-8")
    before = preview.log.read_text("utf-8")
    for impatient in (signal.SIGINT, signal.SIGINT, signal.SIGTERM):
        preview.process.send_signal(impatient)
        time.sleep(0.05)
    assert preview.process.wait(PATIENCE) == 0
    assert "Traceback" not in preview.log.read_text("utf-8").removeprefix(before)


READS = """
import json, os, sys

root, seen = os.getcwd() + os.sep, set()

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and "r" in str(arguments[1] or "r"):
        seen.add(os.path.abspath(arguments[0]))

sys.addaudithook(note)
from pathlib import Path
from tools.check.run import check
from tools.site import build, language, serve
assert not check()
for name in serve.CONFIGS:
    language.build(name, Path("site"), "https://example.org/", stale=[])
build.write_root(Path("site"), "https://example.org/")
known = {path for made_of in serve.state().values() for path, *_ in made_of}
read = {path for path in seen if path.startswith(root) and os.path.isfile(path)}
print(json.dumps([sorted(path.removeprefix(root) for path in read), sorted(path.removeprefix(root) for path in read - known)]))
"""
NO_INPUT = re.compile(r"(site|tools|\.cache)/|.*\.pyc$")
"""What a build writes and reads again, and the program itself: after a change in tools/ one starts it anew, it says."""


def test_a_preview_watches_every_file_that_a_build_reads(small_site):
    done = subprocess.run([sys.executable, "-c", READS], cwd=small_site(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    read, unknown = json.loads(done.stdout.splitlines()[-1])
    assert {"docs/zh/lenet.md", "docs/terms.yml", "snippets/record.json", "overrides/main.html", "mkdocs.en.yml"} <= set(read)
    assert {Path(path).parts[0] for path in read if "/" in path and not NO_INPUT.match(path)} <= set(serve.WATCHED)
    assert [path for path in unknown if not NO_INPUT.match(path)] == []
