"""python -m tools browser: make sure that there is a Chromium for the tests, and a font with Chinese glyphs. `find`, `launch`
and `writes_chinese` are for them.

Nothing is downloaded behind anybody's back: the browser and the fonts that are there are used, and only where apt can install
Debian's without asking (as root, in a container, or by the sudo of CI) it does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

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
    Windows          Google Chrome, where its installer puts it
or name one that is elsewhere in the environment variable CHROMIUM"""
NO_FONT = (
    "No font with Chinese glyphs: Chinese pages would be measured in boxes, so their layout is not tested. Install one:"
    " Debian, Ubuntu: apt-get install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts;"
    " Arch: pacman -S noto-fonts-cjk; macOS and Windows bring one with them."
)
DRAWN = """letters => new Set(letters.map(letter => {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = "64px sans-serif"
  pen.fillText(letter, 0, 100)
  return pen.canvas.toDataURL()
})).size"""
"""So many pictures letters make: what has no glyph is the same box each time."""


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


def writes_chinese(browser: Browser) -> bool:
    """Whether it has glyphs for Chinese. It alone knows which fonts it finds, and where it looks for them."""
    page = browser.new_page()
    letters = [chr(code) for code in (0x4E00, 0x9C7C, 0x9F99, 0x7F51)]  # one, fish, dragon, net
    distinct = page.evaluate(DRAWN, letters)
    page.close()
    return distinct == len(letters)


def install(package: str) -> None:
    """Debian's own, where nobody has to be asked for a password. Whoever called looks afterwards whether it came."""
    if shutil.which("apt-get") is None:
        return
    root = []
    if os.geteuid() != 0:
        if not os.environ.get("CI") or shutil.which("sudo") is None:
            return
        root = ["sudo", "-n"]
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "-q"]
    subprocess.run([*apt, "update"])
    subprocess.run([*apt, "install", "--yes", "--no-install-recommends", package])


def main(arguments: list[str]) -> None:
    argparse.ArgumentParser(prog="python -m tools browser", description=__doc__.partition(": ")[2]).parse_args(arguments)
    if find() is None and not os.environ.get("CHROMIUM"):
        install("chromium")
    path = find()
    if path is None:
        sys.exit(MISSING)

    def chinese() -> bool:
        """A browser reads the fonts when it starts."""
        with sync_playwright() as playwright, launch(playwright) as browser:
            return writes_chinese(browser)

    try:
        if not chinese():
            install("fonts-noto-cjk")
            if not chinese():
                print(NO_FONT, file=sys.stderr)
    except Error as error:
        sys.exit(f"{path} does not start: {error}\n{MISSING}")
