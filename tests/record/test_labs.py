"""Labs: how they are written, the notebooks they become, their pages, and that they run as readers get them."""

from __future__ import annotations

import ast
import functools
import gzip
import json
import re
import sys
import tempfile
import textwrap
from pathlib import Path

import nbformat
import pytest

from tests.codeblocks import missing_device
from tools.base.project import LANGUAGES
from tools.check.labs import lab_faults
from tools.check.terms import term_faults
from tools.page.notebooks import Notebook, recorded
from tools.record.digits import IMAGES, LABELS
from tools.record.notebooks import faults as faults_of
from tools.record.notebooks import kept, run, written
from tools.site.labs import colab
from tools.sources import labs as lab_sources
from tools.sources.examples import COMMENT
from tools.sources.labs import DIGITS, LABS, Lab, labs, page, parse
from tools.sources.outputs import is_stale, same_words

ADDRESS = "https://nn.example/"
every_lab = pytest.mark.parametrize("lab", labs(), ids=lambda lab: lab.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)

RANGES = {
    "train": {
        "accuracy(net, x_held, target_held)": (0.97, 1),  # with augmentation
        "accuracy(plain, x_held, target_held)": (0.95, 0.99),
        "accuracy(plain, x, target)": (0.99, 1),
        "accuracy(net, x_held, target_held) - accuracy(plain, x_held, target_held)": (0.001, 0.03),
        "history[-1][0] - plain_history[-1][0]": (0.01, 0.2),  # its loss is higher
        "time.process_time()": (0, 120),  # all of it in about a minute, on one core
        "confusion.sum().item()": (2000, 2000),
        "sum(losses[-10:]) / 10": (2.2, 3),  # lr 0.1 learns nothing
        "same(runs[0], runs[1])": (True, True),
        "same(runs[0], runs[2])": (False, False),
        "same(whole[0], resumed[0])": (True, True),
        "same(whole[0], forgetful[0])": (False, False),
    },
    "inside": {
        "accuracy(start, x_held, target_held)": (0.05, 0.2),
        "accuracy(net, x_held, target_held)": (0.97, 1),  # less than 3% are wrong
        "moved.abs().mean().item() / start.conv1.weight.abs().mean().item()": (0.7, 1.5),
        "max(flow['start'].values()) / min(flow['start'].values())": (1, 10),
        "max(flow['net'].values()) / min(flow['net'].values())": (1, 10),
        "min(flow['net'][name] / flow['start'][name] for name in flow['start'])": (1, 100),
        "gradients(start, x[:256], target[:256])[0] / gradients(net, x[:256], target[:256])[0]": (20, 200),
        "share_of_hardest(start)": (0.03, 0.05),
        "share_of_hardest(net)": (0.5, 1),
        "sum(dead(net, x_held).values())": (12, 80),
        "dead(burnt, x_held)['conv2']": (16, 16),
        "middle.mean().item()": (15.9, 16.1),
        "middle.std(0).max().item()": (0.25, 0.35),
        "accuracy(net, shrunk, drawn_target)": (0.3, 0.5),  # more than half go wrong
        "accuracy(net, x_held[:1000], drawn_target) - accuracy(net, centred, drawn_target)": (-0.01, 0.02),
    },
    "debug": {
        "(answer == target_held).float().mean().item()": (0.05, 0.2),
        "found['cured']": (0.86, 0.94),
        "found['labels']": (0.05, 0.2),
        "found['detached']": (0.05, 0.2),
        "found['lr']": (0.05, 0.2),
        "found['cured'] - found['dim']": (-0.05, 0.05),
        "found['cured'] - found['softmax']": (0.02, 0.2),
        "found['cured'] - found['zero_grad']": (0.15, 0.7),
        "found['cured'] - found['eval']": (0.02, 0.1),
        "(single.argmax(1) == 0).float().mean().item()": (1, 1),  # one image alone is always a 0
        "(single == 1).all().item()": (True, True),
        "trials['cured'][1]": (0, 0.05),
        "trials['labels'][0]": (0, 3),  # learned by heart all the same
        "trials['dim'][1]": (1, 2.5),
        "trials['softmax'][1]": (1.461, 1.6),
        "min(trials[name][0] for name in ('detached', 'zero_grad', 'lr'))": (5, 64),
    },
}
"""What the prose of a lab says in numbers: expressions at its end, and what they may be on any machine."""
ANSWERS = {
    "train": {
        "min(augmented - alone for alone, augmented in few)": (-0.004, 0.02),  # ahead by little with each seed
        "small[0]": (0.92, 0.955),
        "small[1] - small[0]": (0.005, 0.04),  # more than with 8,000 digits
        "accuracy(net, x_held, target_held)": (0.93, 0.97),  # turned by up to 90°
        "pairs[6, 9].item()": (0, 8),
        "max(pairs[2, 7].item(), pairs[2, 8].item()) - pairs[6, 9].item()": (1, 40),
    },
    "inside": {
        "table[1, channel].item()": (0.45, 0.6),
        "(table[0, channel] / table[1, channel]).item()": (0.9, 1),
        "(table[4, channel] / table[1, channel]).item()": (0.8, 1),
        "accuracy(wide, shrunk, drawn_target)": (0.62, 0.78),
        "accuracy(net, x_held, target_held) - accuracy(wide, x_held, target_held)": (0.01, 0.08),
        "n": (102, 102),
        "sum(parameter.numel() for parameter in slim.parameters())": (52_976, 52_976),
        "difference": (0, 1e-4),
    },
    "debug": {
        "max(shares[:6])": (0.05, 0.2),
        "shares[6]": (0.8, 0.92),
        "shares[7] - shares[6]": (0.01, 0.1),
        "with_zero": (0.82, 0.9),
        "without": (0.05, 0.2),
        "wavers(norm)": (False, False),
        "torch.allclose(alone, together, atol=1e-5)": (False, False),
        "refusal.startswith('Expected more than 1 value per channel when training')": (True, True),
    },
}
"""The same for the answers to its exercises, after they have run in their order."""
SAID = {"train": "80  loss 0.000  64/64"}
"""What a lab prints on any machine: one batch is learned by heart."""


# As readers get them


def answers(lab: Lab, language: str) -> list[str]:
    """The code of the answers."""
    text = "\n".join("\n".join(cell.text(language)) for cell in lab.cells if cell.kind == "markdown")
    return [textwrap.dedent(code) for _, code in re.findall(r"^( *)```python\n(.*?)^\1```$", text, re.M | re.S)]


def code_cells(notebook: str) -> list[dict]:
    return [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]


@every_lab
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_a_lab_runs_and_its_numbers_are_as_told(lab, device):
    """In an empty folder with the files it needs, once: the languages differ in comments only."""
    if reason := missing_device(device):
        pytest.skip(reason)
    cells = code_cells(Notebook(lab, "zh", recorded(lab)).notebook())
    # on CUDA some sums are taken in no fixed order, as the lab train says
    ranges = {name: limits for name, limits in RANGES[lab.name].items() if device == "cpu" or not name.startswith("same(")}
    ranges_of_answers = ANSWERS[lab.name]
    probes = [f"import json; print(json.dumps([{', '.join(told)}]))" for told in (ranges, ranges_of_answers)]
    sources = [*(cell["source"] for cell in cells), probes[0], *answers(lab, "zh"), probes[1]]
    with tempfile.TemporaryDirectory() as folder:
        outputs = run(sources, lab.files("needs"), Path(folder), device)
        assert {path.name for path in lab.files("makes")} <= {path.name for path in Path(folder).iterdir()}
    values = [value for given in (outputs[len(cells)], outputs[-1]) for value in json.loads(given[0]["text"])]
    limits = [*ranges.items(), *ranges_of_answers.items()]
    outside = {name: value for (name, (low, high)), value in zip(limits, values, strict=True) if not low <= value <= high}
    assert outside == {}
    assert any(SAID.get(lab.name, "") in output.get("text", "") for given in outputs for output in given)
    for cell, given in zip(cells, outputs, strict=False):  # what answers give is told in their prose
        then, now = ("".join(output.get("text", "") for output in found) for found in (cell["outputs"], kept(given)))
        words = [re.sub(r"\d+(?:\.\d+)*|True|False", "0", text) for text in (then, now)]
        assert same_words(*words), cell["source"]


@every_lab
@every_language
def test_a_notebook_is_whole_and_knows_nothing_of_the_site(lab, language):
    text = Notebook(lab, language, recorded(lab), ADDRESS).notebook()
    notebook = nbformat.reads(text, 4)
    nbformat.validate(notebook)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    bare = re.sub(r"^```.*?^```|`[^`\n]*`", "", prose.replace("> ", ""), flags=re.S | re.M)
    assert re.findall(r"--8<--|^\s*(?:!!!|\?\?\?)|\{ ?[.#]|\.md\b|\.ipynb\b|<!--|\]\(#", bare, re.M) == []
    assert "https://example.org" not in text and f"]({ADDRESS}{language}/" in text
    assert text == Notebook(lab, language, recorded(lab), ADDRESS).notebook()


@every_lab
@every_language
def test_a_lab_names_what_it_needs(lab, language):
    """`pip install` on the page has all that its code imports."""
    text = Notebook(lab, language, recorded(lab)).notebook()
    installed = re.search(r"pip install ([\w ]+)", text)[1].split()
    imported = set()
    for cell in code_cells(text):
        for node in ast.walk(ast.parse(cell["source"])):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in getattr(node, "names", [])]
            if isinstance(node, ast.Import | ast.ImportFrom):
                imported |= {name.partition(".")[0] for name in names}
    assert imported - sys.stdlib_module_names <= set(installed)


@every_lab
def test_the_languages_have_one_code_and_one_record(lab):
    zh, en = (code_cells(lab.notebook(language).read_text("utf-8")) for language in LANGUAGES)
    assert [ast.dump(ast.parse(cell["source"])) for cell in zh] == [ast.dump(ast.parse(cell["source"])) for cell in en]
    assert [cell["outputs"] for cell in zh] == [cell["outputs"] for cell in en] == recorded(lab)["outputs"]
    answers_zh, answers_en = ([ast.dump(ast.parse(code)) for code in answers(lab, language)] for language in LANGUAGES)
    assert answers_zh == answers_en and len(answers_zh) == page(lab, "zh").count("??? answer")


@every_lab
def test_the_languages_have_one_skeleton(lab):
    def skeleton(language: str) -> list[str]:
        return re.findall(
            r"^#+ |\{ #[\w-]+ \}|^!!! \w+|^\?\?\? \w+|^\d\. |^[-*] |\]\([^)]+\)|^```\w*|^\|", page(lab, language), re.M
        )

    assert skeleton("zh") == skeleton("en")
    assert [len(cell.alts("zh")) for cell in lab.cells] == [len(cell.alts("en")) for cell in lab.cells]


@every_lab
@every_language
def test_a_script_is_the_code_of_the_notebook(lab, language):
    notebook = Notebook(lab, language, recorded(lab))
    code = "\n".join(cell["source"] for cell in code_cells(notebook.notebook()))
    assert ast.dump(ast.parse(notebook.script())) == ast.dump(ast.parse(code))
    other = {line[3] for cell in lab.cells for text in cell.lines if (line := COMMENT.match(text)) and line[2] != language}
    own = {line[3] for cell in lab.cells for text in cell.lines if (line := COMMENT.match(text)) and line[2] == language}
    comments = [line.strip()[2:] for line in notebook.script().splitlines() if line.lstrip().startswith("# ")]
    assert [comment for comment in comments if comment in other - own] == []


def test_the_sources_and_the_notebooks_are_as_they_should_be():
    assert lab_faults() == []


@pytest.mark.parametrize("cell", [cell for lab in labs() for cell in lab.cells if cell.needs], ids=lambda cell: cell.needs)
def test_code_that_needs_more_runs_where_that_is(cell, tmp_path, monkeypatch):
    """torchvision's own lines, on four files of its format: it asks no other host when they are there."""
    try:
        __import__(cell.needs)
    except (ImportError, RuntimeError) as error:
        pytest.skip(f"{cell.needs} does not import here: {error}")
    raw = tmp_path / "data/MNIST/raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        for kind, path in (("images-idx3", IMAGES), ("labels-idx1", LABELS)):
            (raw / f"{part}-{kind}-ubyte").write_bytes(gzip.decompress(path.read_bytes()))
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(cell.code, names)
    image, digit = names["train_set"][0]
    assert tuple(image.shape) == (1, 32, 32) and digit == 0 and len(names["test_set"]) == 10_000


def test_the_mistakes_that_the_lab_train_counts_are_those_of_its_record():
    lab = next(lab for lab in labs() if lab.name == "train")
    texts = "".join(output.get("text", "") for outputs in recorded(lab)["outputs"] for output in outputs)
    wrong = [round(2000 * (1 - float(share))) for share in re.findall(r"x_held (0\.\d+)", texts)]
    assert wrong == [42, 29] and f"{2000 - wrong[1]}/2000" in texts
    assert "42 张减到 29 张" in page(lab, "zh") and "29 are wrong instead of 42" in page(lab, "en")


# The trained net


@functools.cache
def trained():
    import torch

    from snippets.digits.load import load_digits
    from snippets.lenet.net import LeNet

    net = LeNet().eval()
    net.load_state_dict(torch.load(LABS / "lenet.pt"))
    return net, load_digits(DIGITS)[1]


def test_the_trained_net_reads_digits():
    net, (x, target) = trained()
    assert (net(x).argmax(1) == target).float().mean() >= 0.97


def test_the_exported_net_is_the_same_and_names_no_machine():
    import onnxruntime
    import torch

    net, (x, _) = trained()
    path = LABS / "lenet.onnx"
    scores = onnxruntime.InferenceSession(path).run(None, {"image": x[:200].numpy()})[0]
    assert (torch.tensor(scores) - net(x[:200])).abs().max() < 1e-4
    data = path.read_bytes()
    assert len(data) < 300_000 and not re.search(rb"stack_trace|ipykernel|/tmp|\.py", data)


# Pages


@every_lab
@every_language
def test_a_page_is_its_lab(built_site, lab, language):
    html = (built_site / language / "labs" / lab.name / "index.html").read_text("utf-8")
    assert "jp-" not in html and "<!-- cell" not in html and "<!-- figure" not in html
    assert html.count("<style") <= (built_site / language / "lenet/index.html").read_text("utf-8").count("<style")
    assert html.count('class="language-python highlight"') == len(lab.code)
    aside = [*(cell for cell in lab.cells if cell.kind == "needs"), *answers(lab, language)]
    assert html.count("language-python aside") == len(aside)  # not copied with the rest
    pictures = re.findall(r'<img class="plot" alt="([^"]+)" src="\.\./([^"]+)" width="\d+" height="\d+"', html)
    assert [alt for alt, _ in pictures] == [alt for cell in lab.cells for alt in cell.alts(language)]
    assert all((built_site / language / "labs" / name).exists() for _, name in pictures)
    for name in re.findall(r"\{ #([\w-]+) \}", page(lab, language)):
        assert re.search(rf'<h[1-3] id="{name}"', html)
        assert html.count(f'href="#{name}"') >= 2 or name == lab.name  # at the heading and in the contents
    for path in lab.files("needs") + lab.files("makes"):
        assert f'href="../../../downloads/{path.name}" download' in html and (built_site / "downloads" / path.name).exists()


def test_colab_opens_what_lies_on_github():
    (lab, *_) = labs()
    there = colab("https://github.com/someone/nn/", lab, "zh")
    assert there == f"https://colab.research.google.com/github/someone/nn/blob/main/snippets/labs/{lab.name}.zh.ipynb"
    assert colab("", lab, "zh") == colab(None, lab, "zh") == colab("https://git.example/a/b", lab, "zh") == ""


# How a lab is written

SOURCE = """\
# %% [page]
# zh:
# title: 甲
# description: 乙。
# en:
# title: A
# description: B.

# %% [markdown]
# zh:
# # 甲 { #a }
#
# 文。
# en:
# # A { #a }
#
# Text.

# %%
# zh: ![一条线。]
# en: ![A line.]
# zh: 一
# en: one
x = 1

# %% shows lenet/net.py:imports
import torch

# %% needs nothing
import nothing
"""


def made(folder: Path, text: str = SOURCE) -> tuple[Lab, list[str]]:
    (folder / "a.py").write_text(text, "utf-8")
    lab, faults = parse(folder / "a.py")
    return lab, [str(fault).partition(".py:")[2] for fault in faults]


def test_a_lab_has_both_languages_in_one_file(tmp_path):
    lab, faults = made(tmp_path)
    assert faults == [] and lab.meta("zh") == {"title": "甲", "description": "乙。"}
    _, prose, code, shown, needs = lab.cells
    assert prose.text("zh")[:3] == ["# 甲 { #a }", "", "文。"] and prose.text("en")[2] == "Text."
    assert code.shown("zh") == ["# 一", "x = 1"] and code.alts("zh") == ["一条线。"] and code.alts("en") == ["A line."]
    assert code.code == "x = 1\n" and needs.kind == "needs"
    assert shown.shown("en") == ["import torch", "import torch.nn.functional as F", "from torch import nn"]
    assert [cell.code for cell in lab.code] == ["x = 1\n", "\n".join([*shown.shown("en"), ""])]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# %% [page]", "# %% [markdown]", "1: its first cell is not '# %% [page]'."),
        ("# title: A\n", "", "1: no title in 'en'."),
        ("# zh: 一\n", "", "22: '# en: one' has no Chinese twin."),
        ("lenet/net.py:imports", "lenet/net.py:none", "26: there is no section lenet/net.py:none."),
        ("# %%\n", "# %% [code]\n", "19: '# %% [code]' is no cell."),
        ("# en:\n# # A { #a }\n#\n# Text.\n", "", "9: this cell says nothing after '# en:'."),
    ],
)
def test_what_is_written_wrongly_is_told_with_its_line(tmp_path, old, new, said):
    assert SOURCE.count(old) == 1
    assert any(fault.startswith(said) for fault in made(tmp_path, SOURCE.replace(old, new))[1])


def test_prose_and_comments_need_no_new_run_but_code_and_data_do(tmp_path, monkeypatch):
    monkeypatch.setattr(lab_sources, "LABS", tmp_path)
    before = made(tmp_path)[0].sources
    assert made(tmp_path, SOURCE.replace("Text.", "Other.").replace("en: one", "en: 1"))[0].sources == before
    assert made(tmp_path, SOURCE.replace("x = 1", "x = 2"))[0].sources != before
    (tmp_path / "data").write_text("1")
    with_data = SOURCE.replace("# %% [page]", "# %% [page]\n# needs: data")
    one = made(tmp_path, with_data)[0].sources
    (tmp_path / "data").write_text("2")
    assert before != one != made(tmp_path, with_data)[0].sources


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\r██·· loss 1.2\r████ loss 0.9\r 1  loss 0.9  0.8 s     \n", " 1  loss 0.9"),
        ("a\nb 12 s\n", "a\nb"),
        ("3 s of music\n", "3 s of music"),
        ("\rdone\r\n", "done"),
        ("\r███ loss 0.1\r        \r", ""),
        ("████\rwhole True\n", "whole True"),
    ],
)
def test_bars_and_times_are_not_recorded(text, kept):
    assert written(text) == kept


# While they are written, and where they are mended


def test_a_lab_that_has_run_ahead_of_its_record_is_shown_as_stale(tmp_path):
    """`make serve` builds it all the same: the outputs that are there, marked."""
    source = (LABS / "debug.py").read_text("utf-8")
    folder = tmp_path / "snippets/labs"
    folder.mkdir(parents=True)
    for path in LABS.glob("debug.*.ipynb"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "debug.py").write_text(source + "\n# %%\nprint(1)\n", "utf-8")
    lab, faults = parse(folder / "debug.py")
    assert faults == [] and is_stale(lab)
    assert len(code_cells(Notebook(lab, "en", recorded(lab)).notebook())) == len(lab.code)


@every_lab
@every_language
def test_its_prose_has_the_terms_of_the_site(tmp_path, lab, language):
    (tmp_path / "lab.md").write_text(page(lab, language), "utf-8")
    assert "\n".join(map(str, term_faults(tmp_path / "lab.md", language))) == ""


SVG = '<svg width="{0}pt" height="9pt" viewBox="0 0 {0} 9"><defs></defs><g/></svg>'


def stream(name: str, text: str) -> dict:
    return {"output_type": "stream", "name": name, "text": text}


def figure(width: int) -> dict:
    return {"output_type": "display_data", "data": {"image/svg+xml": SVG.format(width), "text/plain": "<Figure>"}}


def test_a_cell_keeps_what_it_printed_in_one_piece_and_its_figures():
    raw = [stream("stdout", "a "), stream("stderr", "FutureWarning"), figure(300), stream("stdout", "b 0.5 s\n")]
    text, drawn = kept(raw)
    assert text == stream("stdout", "a b\n")
    assert drawn["data"]["image/svg+xml"].startswith("<svg xmlns=") and drawn["data"]["text/plain"] == ""
    assert kept([stream("stdout", " \n")]) == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ([figure(300)], []),
        ([], ["0 figures and 1 descriptions in 'zh'", "0 figures and 1 descriptions in 'en'"]),
        ([figure(500)], ["the figure is 500 px wide, too wide for a phone (400)."]),
        ([figure(300), stream("stdout", "<Net at 0x7f3a12345678>")], ["it prints the address 0x7f3a12345678."]),
    ],
)
def test_what_readers_cannot_be_shown_is_refused(tmp_path, raw, said):
    lab, _ = made(tmp_path, SOURCE[: SOURCE.index("# %% shows")])
    found = [fault.what for fault in faults_of(lab, [kept(raw)])]
    assert len(found) == len(said) and all(what.startswith(words) for what, words in zip(found, said, strict=True))
