"""The error clinic: how its pages are made, and what its prose says beyond the outputs that they show."""

from __future__ import annotations

import json
import re

import pytest
import torch
from torch import nn

from tests.helpers.doctor import engine
from tests.helpers.told import told
from tools.base.js import Engine
from tools.base.project import DOCS, ROOT, SNIPPETS
from tools.sources.entries import entries, reference
from tools.sources.outputs import read

SYMPTOM = lambda entry: entry.page.stem == "symptoms"  # noqa: E731
GROUPS = sorted(path for path in (DOCS / "en/errors").glob("*.md") if path.stem != "index")
ENTRIES = [entry for page in GROUPS for entry in entries(page) if entry.level == 2]
CHINESE = [entry for page in GROUPS for entry in entries(DOCS / "zh/errors" / page.name) if entry.level == 2]
QUOTED = [entry for entry in ENTRIES if not entry.message and not SYMPTOM(entry)]
"""Errors that were not run: quoted, with cures that run where there are any."""
FILTER = (ROOT / "overrides/assets/scripts/filter.js").read_text("utf-8").replace("export ", "").partition("function filter(")[0]

OTHER_BUILD = {text for path in SNIPPETS.glob("*/*.nogpu.out") for text in read(path)[1].values()}
NUMBER = re.compile(r"(?<![A-Za-z_\d])\d+|(?<=\dx)\d+")
"""Not the 1 of mat1, which is a name."""


def example_kind(entry) -> str:
    return next(name for _, name in entry.shown if name.startswith(("fails", "warns")))


def other(message: str) -> str:
    """The same message as another reader sees it: with other numbers, names such as float64 aside, and another network's name."""
    return NUMBER.sub(lambda number: str(7 * int(number[0]) + 3), message).replace("Net", "Classifier")


# The pages


def test_there_are_more_than_190_and_none_twice():
    assert len(ENTRIES) > 190
    messages = [re.sub(r"\d+", "0", entry.message) for entry in ENTRIES if entry.message]
    for values in (messages, [entry.id for entry in ENTRIES]):
        assert sorted(values) == sorted(set(values))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_raises_or_shows_says_why_gives_causes_and_cures_and_names_a_lesson(entry):
    kinds = [name for example, name in entry.shown]
    assert all(example.path.stem == entry.id.replace("-", "_") for example, _ in entry.shown)
    if entry not in QUOTED:
        assert kinds.pop(0) == ("shows" if SYMPTOM(entry) else example_kind(entry)) and kinds
    assert all(re.fullmatch(r"fix(_\w+)?", name) for name in kinds)
    meaning, *rest, lesson = entry.text
    causes = [line for line in rest if line.startswith("- ")]
    assert 1 <= len(re.findall(r"[.:?](?:\s|$)", re.sub(r"`[^`]*`", "", meaning))) <= 7, "a few sentences"
    assert all(cause.startswith("- **") for cause in causes) and len(causes) in (0, 2, 3, 4)
    assert re.fullmatch(r"Explained in (\[.+?\]\(\.\./[a-z0-9/-]+\.(md|ipynb)#[a-z0-9-]+\)(, )?)+\.", lesson)


@pytest.mark.parametrize("entry", QUOTED, ids=lambda entry: entry.id)
def test_what_only_other_machines_say_is_marked_where_it_stands(entry):
    """In both languages, beside the quotation, which holds the heading. What another build said here is no quotation."""
    for language, mark in (("en", "not run here"), ("zh", "没有在这里运行")):
        text = (DOCS / language / "errors" / entry.page.name).read_text("utf-8")
        section = text.partition(f"{{ #{entry.id} }}")[2].partition("\n## ")[0]
        quote = re.search(r"```text\n(.*?)```", section, re.S)[1]
        assert re.sub(r"^`` | ``$|^`|`$", "", entry.title) in quote
        assert (mark in section) != (quote.strip() in OTHER_BUILD)


@pytest.mark.parametrize("entry", [*ENTRIES, *CHINESE], ids=lambda entry: entry.id)
def test_a_heading_is_an_excerpt_of_the_message(entry):
    if entry.message:
        message = entry.message.replace("\\'", "'")
        parts = re.sub(r"^`` | ``$|^`|`$", "", entry.title).split("…")
        assert all(part.strip() in message for part in parts), message
    else:
        assert SYMPTOM(entry) != entry.title.startswith("`")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_every_page_and_the_number_of_entries(language):
    text = (DOCS / language / "errors/index.md").read_text("utf-8")
    assert (
        re.findall(r"<!-- list: errors/(\w+) -->", text) == re.findall(r"errors/(\w+)\.md", (ROOT / "mkdocs.yml").read_text())[1:]
    )
    assert {page.stem for page in GROUPS} == set(re.findall(r"<!-- list: errors/(\w+) -->", text))
    assert "<!-- count: errors -->" in text and len(reference(language, "errors")) == len(ENTRIES)


# The filter


def left(query: str, texts: list[str]) -> list[bool]:
    return json.loads(
        Engine(f"{FILTER}\nfunction left(q, texts) {{ return JSON.stringify(texts.map(asks(q))) }}").call("left", query, texts)
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pasted_error_finds_its_entry_and_names_few_others(language):
    """A new entry is found by its message; where another takes it, an alias in docs/aliases.yml may tell them apart."""
    wrong = []
    for entry in filter(lambda entry: entry.message, ENTRIES):
        found = engine(language).call("look", f"Traceback (most recent call last):\n  File x.py\n{other(entry.message)}")
        if (found["entry"] or {}).get("id") != entry.id:
            wrong.append((entry.id, (found["entry"] or {}).get("id")))
        assert len(found["near"]) <= 4
    assert not wrong


def test_words_typed_leave_what_holds_them_all():
    texts = [entry.message for entry in ENTRIES if entry.message]
    assert [text for text, keep in zip(texts, left("MAT1 dtype", texts), strict=True) if keep] == [
        "RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float"
    ]
    assert all(left("", texts))


# What the prose says


def test_a_merged_batch_is_not_in_dimension_0():
    x = torch.zeros(4, 1, 2, 2)
    assert x.flatten(1).shape[0] == len(x) != x.view(2, -1).shape[0]
    told("errors/training", zh="第 0 维应该始终等于批量大小", en="dimension 0 should remain the batch size")
    told("errors/training", zh="打印出来的第 0 维在某一层变了", en="The printed dimension 0 changes at one layer")


def test_an_optimizer_cannot_iterate_over_a_network():
    with pytest.raises(TypeError, match="'Linear' object is not iterable"):
        torch.optim.SGD(nn.Linear(3, 1), lr=0.1)


def test_a_wrong_shape_is_refused_even_when_not_strict():
    with pytest.raises(RuntimeError, match="size mismatch"):
        nn.Linear(3, 10).load_state_dict(nn.Linear(3, 2).state_dict(), strict=False)


def test_a_state_dict_has_no_eval():
    with pytest.raises(AttributeError, match="object has no attribute 'eval'"):
        nn.Linear(3, 2).state_dict().eval()


def test_one_hot_rows_as_floats_give_the_same_loss_as_class_numbers():
    scores, rows = torch.randn(2, 3), torch.tensor([[0, 1, 0], [0, 0, 1]])
    loss = nn.functional.cross_entropy
    assert torch.allclose(loss(scores, rows.float()), loss(scores, rows.argmax(1)))


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_old_weight_norm_loads_into_the_new_form():
    old = nn.utils.weight_norm(nn.Linear(3, 2)).state_dict()
    assert {"weight_g", "weight_v"} < set(old)
    nn.utils.parametrizations.weight_norm(nn.Linear(3, 2)).load_state_dict(old)


def test_a_module_remembers_an_old_hook_that_was_removed():
    layer = nn.Linear(3, 2)
    layer.register_backward_hook(lambda *args: None).remove()
    with pytest.raises(RuntimeError, match="Cannot use both"):
        layer.register_full_backward_hook(lambda *args: None)


def test_deepcopy_stumbles_over_an_intermediate_result_in_an_attribute():
    import copy

    net = nn.Linear(3, 1)
    net.last = net(torch.ones(1, 3))
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly"):
        copy.deepcopy(net)


def test_a_step_before_backward_is_an_in_place_change():
    net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net(torch.ones(2, 3)).sum().backward()
    loss = net(torch.ones(2, 3)).sum()
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        loss.backward()


def test_losses_promote_doubles_where_older_versions_raised():
    out = nn.Linear(3, 1)(torch.ones(4, 3))
    nn.MSELoss()(out, torch.zeros(4, 1, dtype=torch.float64)).backward()


def test_conditions_of_the_symptom_and_device_entries():
    """Four sentences of the entries that once stated too much."""
    half = nn.Linear(2, 1).half()
    half.weight.data.fill_(300)
    assert half(torch.full((1, 2), 300.0).half()).isinf().all()  # float16 without autocast

    assert torch.get_autocast_dtype("cpu") == torch.bfloat16
    assert "device='meta'" in repr(torch.empty(2, device="meta"))  # print needs no numbers

    lstm = nn.LSTM(4, 4, num_layers=2, dropout=0.5)  # in training mode, as for cuDNN
    x = torch.randn(5, 3, 4)
    assert not torch.equal(lstm(x)[0], lstm(x)[0])
    lstm.eval()
    assert torch.equal(lstm(x)[0], lstm(x)[0])
