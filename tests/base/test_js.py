"""JavaScript without a browser: what goes in and comes out, and what is said of a script that fails."""

from __future__ import annotations

import pytest

from tools.base.js import Engine, JSError


def test_javascript_is_called_with_json_and_answers_with_json():
    engine = Engine("const glue = (a, b) => `${a}×${b.c}`; const tools = { later: async (x) => x + 1, nothing() {} };")
    assert engine.call("glue", "é\u2028", {"c": "中"}) == "é\u2028×中"
    assert engine.call("tools.later", 41) == 42
    assert engine.call("tools.nothing") is None


def test_a_javascript_error_says_what_and_where():
    engine = Engine("function deep() { throw new TypeError('no such layer'); }\nconst stuck = () => new Promise(() => {});")
    with pytest.raises(JSError, match=r"^deep: TypeError: no such layer\n.*at deep"):
        engine.call("deep")
    with pytest.raises(JSError, match=r"absent: ReferenceError: .*absent.* is not defined"):
        engine.call("absent")
    with pytest.raises(JSError, match="stuck: the promise it returned never settles"):
        engine.call("stuck")
    with pytest.raises(JSError, match="SyntaxError"):
        Engine("const = 1")
