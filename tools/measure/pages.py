"""Pages in Chromium, for `make bench`: what they weigh, and what Lighthouse says. Other hosts are refused, and counted."""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tools.base.project import ROOT
from tools.measure import browser
from tools.measure.host import Quiet

LIGHTHOUSE = "13.5.0"
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"


class Compressing(Quiet):
    """As a host does it: text compressed, its length told."""

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_response(200 if path.is_file() else 404)
        if kind == "image/svg+xml" or not kind.startswith(("font/", "image/")):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def weigh(chromium: Browser, url: str) -> dict[str, float]:
    """A page opened for the first time: compressed kB of each kind, requests, nodes."""
    kinds: Counter[str] = Counter()
    answers, refused = [], []
    with chromium.new_context() as context:
        tab = context.new_page()
        host = urlsplit(url).netloc
        tab.route(lambda asked: urlsplit(asked).netloc != host, lambda route: (refused.append(route), route.abort()))
        tab.on("response", lambda answer: answers.append(answer))
        tab.goto(url, wait_until="networkidle")
        for answer in answers:
            kind = "search index" if "search_index" in answer.url else answer.request.resource_type
            kinds[f"kB of {kind}"] += int(answer.headers.get("content-length", 0)) / 1000
        nodes = tab.evaluate("document.querySelectorAll('*').length")
    total = {"kB": sum(kinds.values()), **dict(sorted(kinds.items())), "requests": len(answers) + len(refused)}
    return {**total, "requests to other hosts": len(refused), "DOM nodes": nodes}


def lighthouse() -> tuple[list[str], str]:
    """Its command; or none, and why. Installed on first use, into .cache/."""
    npm, folder = shutil.which("npm"), ROOT / ".cache/lighthouse"
    if not npm:
        return [], "node with npm is not installed"
    about = folder / "node_modules/lighthouse/package.json"
    if not about.exists() or json.loads(about.read_text("utf-8"))["version"] != LIGHTHOUSE:
        options = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        if subprocess.run([npm, "install", *options, f"lighthouse@{LIGHTHOUSE}"]).returncode:
            return [], f"npm could not install lighthouse {LIGHTHOUSE}"
    program = folder / "node_modules/.bin/lighthouse"  # on Windows lighthouse.cmd
    command = [shutil.which(program) or str(program), "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    if subprocess.run([command[0], "--version"], capture_output=True).returncode:
        return [], f"lighthouse {LIGHTHOUSE} does not start: it may need a newer node"
    return command, ""


def score(command: list[str], url: str) -> dict[str, float]:
    """Medians of three runs, as on a phone."""
    runs = []
    for _ in range(3):
        environment = os.environ | {"CHROME_PATH": str(browser.find())}
        report = json.loads(subprocess.run([*command, url], env=environment, stdout=subprocess.PIPE, check=True).stdout)
        scores = {category["title"]: category["score"] for category in report["categories"].values()}
        found = {title: 100 * value for title, value in scores.items() if value is not None}
        runs.append({**found, "LCP in s": report["audits"]["largest-contentful-paint"]["numericValue"] / 1000})
    return {name: median(run[name] for run in runs if name in run) for name in runs[0]}
