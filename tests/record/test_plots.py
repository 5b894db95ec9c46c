"""Plots: what the section `plot` of an example draws, as an SVG that readers can see."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import torch

from tests.helpers.small import call
from tools.base.project import LANGUAGES, ROOT, Faults, relative
from tools.base.svg import size
from tools.check.run import plot_faults
from tools.graph.svg import DARK, LIGHT
from tools.page.includes import expand
from tools.record import plots
from tools.sources import outputs
from tools.sources.examples import PLOT_SECTION, example_files, parse, plot_of

DRAWN = [path for path in example_files() if PLOT_SECTION in parse(path)[0].named]
EXAMPLE = """\
import matplotlib.pyplot as plt

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=({width}, 2))
{code}
# --8<-- [end:plot]
"""
LINE = "ax.plot([0, 1, 2], [3, 1, 2], label='SGD'); ax.set_xlabel('step'); ax.legend()"


@pytest.fixture
def draw(tmp_path):
    def draw(code: str = LINE, width: float = 3) -> str:
        path = tmp_path / "x.py"
        path.write_text(EXAMPLE.format(code=code, width=width), "utf-8")
        return plots.draw(path)

    return draw


TRAINED = {"regularisation/real", "residual/real", "transfer/shots", "transformer/fit"}
"""They draw a training of hundreds of steps, in which the last digits of sums grow until one sees them."""
PROCESSOR = re.compile(r' data-processor="([^"]*)"')


@pytest.mark.parametrize("path", DRAWN, ids=relative)
def test_redrawing_gives_the_recorded_plot(path):
    """Up to half a pixel: sums run in another order on another processor."""
    recorded, drawn = plot_of(path).read_text("utf-8"), plots.draw(path)
    if not outputs.same(PROCESSOR.sub("", drawn), PROCESSOR.sub("", recorded), units=5):
        if parse(path)[0].key in TRAINED and PROCESSOR.findall(drawn) != PROCESSOR.findall(recorded):
            pytest.skip("a long training, drawn on another processor: its curves can be compared on that one alone")
        pytest.fail(f"{relative(path)} draws another plot now. Run `make record`.")


def test_what_is_not_compared_on_another_processor_is_a_plot():
    assert {parse(path)[0].key for path in DRAWN} > TRAINED


def test_every_colour_is_one_of_the_page_in_light_and_dark(draw):
    svg = draw("[ax.plot([0, 1], [k, k + 1]) for k in range(6)]; ax.text(0, 0, 'a', color='black'); ax.grid()")
    rules, body = svg.split("</style>")
    light, dark = rules.split("@media (prefers-color-scheme:dark)")
    for number, kind in enumerate(("layer", "shape", "pool", "act", "drop", "norm")):
        assert f"stroke: var(--c{number})" in body
        assert f"--c{number}:{LIGHT[kind][1]}" in light
        assert f"--c{number}:{DARK[kind][1]}" in dark
    assert f"--ink:{DARK['ink']}" in dark
    assert f"--soft:{LIGHT['soft']}" in light
    assert not re.search(r"#[0-9a-f]{6}", body)


def test_text_is_text_in_no_font_of_this_machine(draw):
    svg = draw()
    assert ">SGD</text>" in svg
    assert ">step</text>" in svg
    assert "DejaVu" not in svg
    assert 'font:11px Arial,"Liberation Sans"' in svg


def test_numbers_on_an_axis_are_not_rounded(draw):
    svg = draw("ax.plot([0, 1]); ax.set_yticks([0.05, 0.25])")
    assert ">0.05</text>" in svg and ">0.25</text>" in svg


def test_a_plot_has_its_size_and_the_same_bytes_in_another_process(draw, tmp_path):
    svg = draw()
    assert size(svg) == ("216", "144")
    code = (
        f"from pathlib import Path; from tools.record import plots; print(plots.draw(Path({str(tmp_path / 'x.py')!r})), end='')"
    )
    environment = {"PYTHONHASHSEED": "7", "PATH": "", "HOME": str(tmp_path), "LC_ALL": "C"}
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert again.stdout == svg


@pytest.mark.parametrize(("code", "width", "what"), [
    (LINE, 6, "432 px wide, too wide for a phone. figsize=(5.6, …) at most"),
    ("plt.figure()", 3, "section 'plot' draws 2 figures. Draw one."),
    ("plt.close()", 3, "section 'plot' draws 0 figures. Draw one."),
    ("ax.imshow([[1, 2]])", 3, "raster picture"),
    ("ax.plot(range(2000), [k * k % 7 for k in range(2000)])", 3, "Draw fewer points."),
])  # fmt: skip
def test_what_readers_could_not_see_is_refused(draw, code, width, what):
    with pytest.raises(plots.PlotError, match=re.escape(what)):
        draw(code, width)


def test_cells_show_a_matrix_with_its_numbers(draw):
    svg = draw("from tools.record.cells import cells; cells(ax, [[1, -2.5], [0, None]])")
    assert [*re.findall(r">([^<>\n]+)</text>", svg)] == ["1", "−2.5", "0"]
    assert "fill: var(--c0); opacity: 0.18" in svg
    assert "fill: var(--c3); opacity: 0.45" in svg


def test_a_page_shows_a_recorded_plot_with_its_alt_text_and_size(monkeypatch, draw, tmp_path):
    (tmp_path / "x.svg").write_text(draw(), "utf-8")
    monkeypatch.setattr("tools.page.includes.SNIPPETS", tmp_path.parent)
    monkeypatch.setattr("tools.check.run.SNIPPETS", tmp_path.parent)
    page = tmp_path / "page.md"
    page.write_text(f"![A line.]({tmp_path.name}/x.plot)\n\n![None.]({tmp_path.name}/y.plot)\n", "utf-8")
    (said,) = plot_faults(page)
    assert "page.md:3: " in str(said)
    assert "draws no plot. Give it a section 'plot'" in str(said)
    first = expand(page, LANGUAGES[0])[0]
    assert first == f'![A line.](plots/{tmp_path.name}-x.svg){{ .plot width="216" height="144" }}'


def test_recording_keeps_the_plot_and_removes_one_that_nothing_draws(small):
    example = small / "snippets/a/drawn.py"
    example.write_text(EXAMPLE.format(code=LINE, width=3), "utf-8")
    said = call(small, "record")
    assert said.returncode == 0, said.stderr
    assert "recorded snippets/a/drawn.svg" in said.stdout
    example.write_text("# --8<-- [start:one]\nprint(2)\n# --8<-- [end:one]\n", "utf-8")
    assert "removed snippets/a/drawn.svg" in call(small, "record").stdout
    example.unlink()
    call(small, "record")


@pytest.mark.parametrize(
    ("code", "said"), [("ax.plots([0, 1])", "has no attribute 'plots'"), ("import warnings; warnings.warn('odd')", "odd")]
)
def test_a_section_that_fails_or_warns_is_named_with_its_line(draw, code, said):
    with pytest.raises(Faults, match=said) as raised:
        draw(code)
    assert raised.value.faults[0].line == 3


def test_a_plot_is_drawn_with_one_thread_as_examples_run(draw):
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        drawn = draw("import torch; ax.set_title(f'{torch.get_num_threads()} threads')")
        assert "1 threads" in drawn and torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)
