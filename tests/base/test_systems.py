"""What Windows and macOS do otherwise than Linux: encodings, ends of lines, shells. As far as that can be seen here."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tools.base.project import ROOT, relative

SOURCES = [*sorted((ROOT / "tools").rglob("*.py")), ROOT / "conftest.py"]
POSIX = {"fcntl", "grp", "pty", "pwd", "resource", "termios"}
"""Modules that Windows has not."""


def faults(code: str) -> Iterator[str]:
    """What depends on the system in a text of Python."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module}
            yield from (f"{node.lineno}: Windows has no {name}" for name in sorted(names & POSIX))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/tmp"):
            yield f"{node.lineno}: Windows has no /tmp"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {word.arg: word.value for word in node.keywords}
        texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
        encoded = "encoding" in given or "utf-8" in texts
        if name in ("read_text", "write_text") and not encoded:
            yield f"{node.lineno}: {name} without encoding"
        if name == "write_text" and "newline" not in given:
            yield f"{node.lineno}: write_text would end lines by CRLF on Windows"
        if name in ("open", "fdopen") and not encoded and not any("b" in str(text) for text in texts if len(str(text)) <= 3):
            yield f"{node.lineno}: {name} without encoding"
        if name in ("run", "Popen", "check_output") and {"text", "universal_newlines"} & set(given) and not encoded:
            yield f"{node.lineno}: {name} reads what a process says in the encoding of the system"
        if name in ("symlink", "symlink_to"):
            yield f"{node.lineno}: Windows refuses links to most users"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_tool_depends_on_the_encoding_or_the_ends_of_lines_of_a_system(path):
    assert list(faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("path.write_text(text)", "without encoding"),
        ("path.write_text(text, 'utf-8')", "CRLF"),
        ("path.read_text()", "without encoding"),
        ("open(path)", "without encoding"),
        ("path.open('w')", "without encoding"),
        ("subprocess.run(command, text=True)", "a process says"),
        ("import fcntl", "no fcntl"),
        ("from resource import getrusage", "no resource"),
        ("Path('/tmp/x')", "no /tmp"),
        ("os.symlink(a, b)", "links"),
    ],
)
def test_what_depends_on_the_system_is_known(code, fault):
    (found,) = (told for told in faults(code) if fault in told)
    assert found.startswith("1: ")


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text(text, 'utf-8', newline='\\n')",
        "open(path, 'rb')",
        "path.open('wb')",
        "path.read_text('utf-8')",
        "open(path, encoding='utf-8')",
        "subprocess.run(command, text=True, encoding='utf-8')",
        "subprocess.run(command, capture_output=True)",
    ],
)
def test_what_is_the_same_on_all_systems_is_none(code):
    assert list(faults(code)) == []


# What is printed


def python(*arguments: str, encoding: str, **options) -> subprocess.CompletedProcess:
    """As on a system whose output that goes into a file has another encoding."""
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, timeout=300, **options)


COMMAND = """
import sys, types, tools.__main__ as tools
sys.modules["told"] = types.SimpleNamespace(main=lambda arguments: print("课 ✓"))
tools.COMMANDS["told"] = "told"
sys.exit(tools.main(["told"]))
"""


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1252", rb"\u8bfe \u2713"), ("gbk", "课".encode("gbk") + rb" \u2713"), ("utf-8", "课 ✓".encode())],
)
def test_a_letter_that_the_system_lacks_ends_no_command(encoding, said):
    done = python("-c", COMMAND, encoding=encoding)
    assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr.decode(errors="replace")


def test_a_network_with_a_chinese_name_is_drawn_where_the_system_lacks_it(tmp_path):
    (tmp_path / "net.py").write_text("from torch import nn\nclass 网络(nn.Linear): pass\n", "utf-8")
    done = python("-m", "tools.graph", "net.py:网络(2, 3)", "--tree", "-o", "net.svg", encoding="cp1252", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert "网络" in (tmp_path / "net.svg").read_text("utf-8") and b"\r" not in (tmp_path / "net.svg").read_bytes()


# Shells

SHELL = re.compile(r"&&|\|\||;|\$|\bsource\b|[Aa]ctivate\b|~/|\\$")
"""What PowerShell 5 or cmd reads otherwise than a shell of Linux, or refuses."""
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command", ["python3 -m venv .venv && x", "Activate.ps1", "a; b", "$HOME", "source x", "cd ~/x", "a \\"], ids=str
)
def test_what_only_some_shells_read_is_known(command):
    assert SHELL.search(command)


def test_the_commands_without_make_are_read_by_each_shell():
    plain = re.findall(r"`((?:python3 |\.venv/bin/)[^`]*)`", README)
    drawn = re.findall(r"^\.venv/bin/python -m tools\.graph .*$", README, re.M)
    assert len(plain) >= 18 and len(drawn) == 6
    assert [command for command in (*plain, *drawn) if SHELL.search(command)] == []
    assert README.count("`py`") == 2, "Windows has no python3"
    assert [command for command in plain if not re.match(r"python3 -m venv |\.venv/bin/python -m ", command)] == []
