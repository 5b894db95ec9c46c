"""What a run records is replaced together: an interruption leaves everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.record import command


@pytest.fixture
def files(tmp_path, monkeypatch) -> dict[Path, str | bytes]:
    for name in ("a.out", "b.out"):
        (tmp_path / name).write_text("# sources: 1\nold\n", "utf-8")
    return {tmp_path / "a.out": "# sources: 2\nnew\n", tmp_path / "b.out": "# sources: 2\nnew\n", tmp_path / "c.onnx": b"new"}


def there(files) -> dict[str, bytes]:
    (folder,) = {path.parent for path in files}
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("at", range(3))
def test_an_interruption_while_files_are_written_leaves_what_was_there(files, monkeypatch, at):
    before, write, written = there(files), Path.write_bytes, []

    def interrupted(path: Path, data: bytes) -> int:
        if len(written) == at:
            write(path, data[:1])
            raise KeyboardInterrupt
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        command.write(files)
    assert there(files) == before


def test_what_changes_is_replaced_and_told(files, capsys):
    before = there(files)
    assert [path.name for path in command.write(files)] == ["a.out", "b.out", "c.onnx"]
    assert there(files) == {path.name: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    assert "-old\n+new" in capsys.readouterr().out
    assert command.write(files) == [] and before != there(files)
