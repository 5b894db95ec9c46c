"""How pages look and feel, measured in Chromium: for eyes, thumbs, keyboards, screen readers, slow networks and paper."""

from __future__ import annotations

import re
import time
from itertools import cycle
from pathlib import Path

import axe_playwright_python
import pytest

from tests.test_budget import PLACES
from tools.examples import SNIPPETS
from tools.graph.svg import DARK, LIGHT
from tools.pages import DOCS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
SCHEMES = {"light": LIGHT, "dark": DARK}
PHONE, TABLET, DESK = ({"width": width, "height": 800} for width in (360, 768, 1440))
LABELS = {"zh": ("输出", "报错"), "en": ("Output", "Error")}

