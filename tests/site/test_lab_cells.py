"""The cells of a lab as its page shows them."""

from __future__ import annotations

import json
import re

from tools.site.labs import cells

CODE = 'said = "an output here"\nprint("<!-- cell 0 --> <div class=\\"language-text output\\">")'


def notebook() -> str:
    printed = [{"output_type": "stream", "name": "stdout", "text": "an output here\n"}]
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": printed, "source": CODE}
    prose = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "an output"}
    return json.dumps({"cells": [prose, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_stale_output_is_marked_and_neither_code_nor_text_is_altered():
    (fresh,), (stale,) = cells(notebook(), []), cells(notebook(), [], stale=True)
    assert re.findall('class="[^"]*output[^"]*"', fresh) == ['class="language-text output no-copy highlight"']
    assert stale == fresh.replace("language-text output no-copy", "language-text output stale no-copy")
    assert fresh.count("an output here") == 2
