"""python -m tools browser: make sure that there is a Chromium for the tests. `find` and `launch` are for them.

Nothing is downloaded behind anybody's back: the browser that is there is used, and only where apt can install
Debian's without asking (as root, in a container or in CI) it does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

PLACES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
MISSING = """No Chromium found; the tests of the built site need one. Install it:
    Debian, Ubuntu   apt-get install chromium
    Fedora           dnf install chromium
    macOS            brew install --cask chromium
or name one that is elsewhere: CHROMIUM=/path/to/chrome make test"""


def find() -> Path | None:
    """The browser that $CHROMIUM names, else the first that is there."""
    chosen = os.environ.get("CHROMIUM")
    found = filter(None, map(shutil.which, [chosen] if chosen else PLACES))
    return next(map(Path, found), None)


def launch(playwright, **options):
    """Start it. Inside a container there is neither a user namespace for its sandbox nor a large /dev/shm."""
    path = find()
    if path is None:
        raise RuntimeError(MISSING)
    flags = ["--no-sandbox", "--disable-dev-shm-usage"]
    return playwright.chromium.launch(executable_path=path, args=flags, **options)


def install() -> None:
    """Debian's own package, where nobody has to be asked for a password."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-q"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], env=quiet)
    subprocess.run([*apt, "install", "--yes", "--no-install-recommends", "chromium"], env=quiet)


def main(arguments: list[str]) -> None:
    argparse.ArgumentParser(prog="python -m tools browser", description=__doc__.partition(": ")[2]).parse_args(arguments)
    if find() is None and not os.environ.get("CHROMIUM"):
        install()
    path = find()
    if path is None:
        sys.exit(MISSING)
    if subprocess.run([path, "--version"], capture_output=True).returncode:
        sys.exit(f"{path} does not start.\n{MISSING}")
