"""make serve: both languages at one address, rebuilt whenever a source is saved.

What goes wrong is said in the terminal and on every page, and the next save mends it. Outputs that their sources have
outrun are marked, and recorded again behind the scenes where torch is installed. The faults that `make site` would stop at
are told when the page is there: while you write, a page may run ahead of its twin. After a change in tools/ start it anew.
"""

from __future__ import annotations

import argparse
import errno
import html
import logging
import signal
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from tools.base.project import CACHE, CONFIGS, DOCS, ROOT, Faults
from tools.check.run import check, refuse
from tools.check.skeleton import nav_faults
from tools.site.background import Checker, Recorder
from tools.site.build import build
from tools.site.page_cache import stamps
from tools.sources.outputs import stale
from tools.sources.pages import pages, place

WATCHED = ("docs", "overrides", "snippets", "licenses")
SHARED = (*WATCHED[1:], "requirements.txt")
"""By both languages."""
ENDINGS = (signal.SIGINT, signal.SIGTERM)
ERROR_PAGE = """<!doctype html>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>This build failed</title>
<h1>This build failed</h1>
<pre style="white-space: pre-wrap">{}</pre>
<p>The page comes back with the next save that mends it.</p>
"""


def addresses(site: Path) -> list[Path]:
    """The file of every page, built or not."""
    return [site / folder / "index.html" for folder in ("", *CONFIGS, *map(place, pages()))]


def explain(error: Exception, logged: list[str]) -> str:
    """Every fault of the sources with its place, if that is what it is; else what MkDocs said before it gave up."""
    try:
        found = check()
    except Exception:  # it could not read them either
        found = []
    return str(Faults(found)) or "\n".join([*logged, str(error)])


class Log(logging.Handler):
    """Keeps what MkDocs logs as an error, for the page."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def state() -> dict[str, list]:
    """What the pages of each language are made of: files with the times of their last changes."""
    shared = stamps(*sorted(ROOT.glob("docs/*.*")), *(ROOT / name for name in (*SHARED, *CONFIGS.values())))
    return {language: [*stamps(ROOT / "docs" / language), *shared] for language in CONFIGS}


def make(site: Path, url: str, recorder: Recorder, checker: Checker, built: dict[str, list]) -> None:
    """Build what has changed since it was `built`, or show on every page why that failed.

    The server is stuck until this comes back without an exception.
    """
    log = Log()
    logging.getLogger("mkdocs").addHandler(log)
    try:
        checker.begin()
        examples = stale()
        notices = [recorder.message if examples else "", checker.message]
        options = {"strict": False, "stale": list(map(str, examples)), "notice": "\n".join(filter(None, notices))}
        sources = state()
        now = {language: [made_of, options] for language, made_of in sources.items()}
        changed = [language for language in CONFIGS if built.get(language) != now[language]]
        build(site, url, changed, **options)
        built.update(now)
        if examples:
            recorder.start(examples)
        if not recorder.process:  # else it rings the bell, and records are no longer old
            checker.start(sources)
    except Exception as error:
        message = explain(error, log.lines)
        print(f"\n{message}\n", file=sys.stderr, flush=True)
        built.clear()
        for page in addresses(site):
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(ERROR_PAGE.format(html.escape(message)), "utf-8", newline="\n")
    finally:
        logging.getLogger("mkdocs").removeHandler(log)


def serve(host: str, port: int, site: Path, bell: Path) -> None:
    url = f"http://{host}:{port}/"
    socket.create_server((host, port)).close()  # taken? Say so before a build, not after
    recorder, checker = Recorder(bell), Checker(bell, refuse, partial(nav_faults, DOCS))
    built: dict[str, list] = {}
    server = LiveReloadServer(lambda: make(site, url, recorder, checker, built), host, port, str(site), polling_interval=0.25)
    server.error_handler = lambda code: (site / "404.html").read_bytes() if code == 404 else None
    for folder in (*WATCHED, bell.parent):
        server.watch(ROOT / folder)
    server.watch(ROOT, recursive=False)  # for the configs: an editor may replace a file, and a watch on it would end
    try:
        server.builder()
        server.serve()
    except KeyboardInterrupt:
        print()
    finally:
        recorder.stop()
        server.shutdown()


def end(*_) -> None:
    """On the first signal. Another one would interrupt the clean-up and leave a process behind that nothing ends."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools serve", description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.getLogger("mkdocs.commands").setLevel(logging.WARNING)
    for ending in ENDINGS:
        signal.signal(ending, end)
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="serve-", dir=CACHE) as folder:
        site, bell = Path(folder, "site"), Path(folder, "bell/recorded")
        bell.parent.mkdir()
        bell.touch()
        try:
            serve(options.host, options.port, site, bell)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sys.exit(f"port {options.port} is in use: make serve PORT={options.port + 1}")
