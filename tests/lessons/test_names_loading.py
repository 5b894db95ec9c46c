"""What the lesson `names` says of loading: its table of causes, renaming, strict=False, checkpoints, exercises."""

import argparse
import collections
import dataclasses
import datetime
import io
import pathlib
import re

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present
from torch.nn.utils import parametrizations

from snippets.names.net import Net
from snippets.names.rename import rename
from tests.helpers.told import told
from tools.base.project import DOCS


class Classifier(nn.Module):
    """A network whose layer is called `fc`, unless it has another name or is something else."""

    def __init__(self, fc=None, name="fc"):
        super().__init__()
        setattr(self, name, fc or nn.Linear(4, 2))


def through_a_file(value):
    file = io.BytesIO()
    torch.save(value, file)
    file.seek(0)
    return torch.load(file)


# The table of causes


class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.bn = nn.BatchNorm1d(2)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.out = nn.Embedding(5, 3), nn.Linear(3, 5, bias=False)
        self.out.weight = self.embed.weight


def shifted():
    old = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))
    return nn.Sequential(old[0], old[1], nn.Dropout(), nn.Linear(4, 4)), old.state_dict()


CAUSES = {
    ("fc.weight", "module.fc.weight"): lambda: (Classifier(), nn.DataParallel(Classifier()).state_dict()),
    ("fc.weight", "_orig_mod.fc.weight"): lambda: (Classifier(), torch.compile(Classifier(), backend="eager").state_dict()),
    ("module.fc.weight", "fc.weight"): lambda: (nn.DataParallel(Classifier()), Classifier().state_dict()),
    ("3.weight", "2.weight"): shifted,
    ("fc.weight", "fc.0.weight"): lambda: (Classifier(), Classifier(nn.Sequential(nn.Linear(4, 2))).state_dict()),
    ("fc.weight", "classifier.weight"): lambda: (Classifier(), Classifier(name="classifier").state_dict()),
    ("fc.weight", "fc.parametrizations.weight.original0"): lambda: (
        Classifier(),
        Classifier(parametrizations.weight_norm(nn.Linear(4, 2))).state_dict(),
    ),
    ("fc.weight", "net", "epoch"): lambda: (Classifier(), {"net": Classifier().state_dict(), "epoch": 3}),
    ("bn.running_mean", "bn.running_var", ""): lambda: (Normed(), dict(Normed().named_parameters())),
    ("out.weight", ""): lambda: (Tied(), {"embed.weight": torch.ones(5, 3)}),
}


@pytest.mark.parametrize("names", CAUSES)
def test_a_row_of_the_table_of_causes(names):
    net, state = CAUSES[names]()
    with pytest.raises(RuntimeError) as found:
        net.load_state_dict(state)
    missing, unexpected = (
        re.findall('"(.*?)"', "".join(re.findall(f"{kind} key.*", str(found.value)))) for kind in ("Missing", "Unexpected")
    )
    split = 2 if names[0] == "bn.running_mean" else 1
    assert set(names[:split]) <= set(missing) and {*names[split:]} - {""} <= set(unexpected)
    assert bool(unexpected) == (names[-1] != "")


def test_the_table_of_causes_has_these_rows():
    rows = {}
    for language, nothing in (("zh", "无"), ("en", "none")):
        text = (DOCS / f"{language}/names.md").read_text("utf-8")
        table = text.partition("| Missing | Unexpected |")[2].partition("\n\n")[0].split("\n")[2:]
        cells = [" ".join(row.split(" | ")[:2]) for row in table]
        rows[language] = [(*re.findall("`(.*?)`", cell), *([""] if cell.endswith(nothing) else [])) for cell in cells]
    assert rows["zh"] == rows["en"] == list(CAUSES)


def test_a_list_gives_one_level_more_as_a_sequential_does():
    assert next(iter(Classifier(nn.ModuleList([nn.Linear(4, 2)])).state_dict())) == "fc.0.weight"


# Renaming


@pytest.mark.parametrize(
    ("starts", "names"),
    [
        ({"2.": "3."}, shifted),
        ({"classifier.": "fc."}, CAUSES["fc.weight", "classifier.weight"]),
        ({"module.": ""}, CAUSES["fc.weight", "module.fc.weight"]),
        ({"_orig_mod.": ""}, CAUSES["fc.weight", "_orig_mod.fc.weight"]),
        ({"fc.0.": "fc."}, CAUSES["fc.weight", "fc.0.weight"]),
    ],
)
def test_the_function_cures_these_rows(starts, names):
    net, state = names()
    assert not any(net.load_state_dict(rename(state, starts)))


def test_a_start_without_its_dot_fits_too_much():
    state = {"2.weight": 0, "20.weight": 1}
    assert list(rename(state, {"2.": "3."})) == ["3.weight", "20.weight"]
    assert list(rename(state, {"2": "3"})) == ["3.weight", "30.weight"]
    told(
        "names",
        2,
        20,
        2,
        zh='`"{}."` 不会误改 `{}.weight`，`"{}"` 就会',
        en='`"{}."` does not match the key `{}.weight`, but `"{}"` would',
    )


def test_several_indices_shift_at_the_same_time():
    assert rename({"1.weight": 1, "2.weight": 2}, {"1.": "2.", "2.": "3."}) == {"2.weight": 1, "3.weight": 2}


def test_two_keys_that_become_one_are_an_error():
    with pytest.raises(AssertionError, match="two keys have become one"):
        rename({"a.weight": 1, "b.weight": 2}, {"a.": "b."})


# Prefixes


def test_the_library_function_works_in_place_and_returns_none():
    state = nn.DataParallel(nn.Linear(2, 3)).state_dict()
    assert consume_prefix_in_state_dict_if_present(state, "module.") is None
    assert list(state) == ["weight", "bias"]
    state = torch.compile(nn.Linear(2, 3), backend="eager").state_dict()
    consume_prefix_in_state_dict_if_present(state, "_orig_mod.")
    assert list(state) == ["weight", "bias"]


def test_the_dot_belongs_to_the_prefix():
    state = nn.DataParallel(nn.Linear(2, 3)).state_dict()
    consume_prefix_in_state_dict_if_present(state, "module")
    assert list(state) == [".weight", ".bias"]
    with pytest.raises(RuntimeError, match=r'Missing key\(s\) in state_dict: "weight", "bias"'):
        nn.Linear(2, 3).load_state_dict(state)


def test_replace_takes_a_whole_name_from_one_layer_and_a_part_from_the_other():
    assert [key.replace("module.", "") for key in ("module.module.weight", "module.submodule.weight")] == ["weight", "subweight"]
    told(
        "names",
        zh="一个层的名字全被删掉了，另一个层的名字被删掉了一部分",
        en="one layer has lost its whole name and the other one a part of it",
    )


def test_cutting_seven_characters_ruins_keys_without_the_prefix():
    told(
        "names", len("module."), zh="`key[{}:]` 会把每个键都去掉七个字符", en="`key[{}:]` removes seven characters from each key"
    )
    assert [key[7:] for key in Net().state_dict()] == ["", "", "ight", "as", "weight", "bias"]


# strict=False, shapes


def test_strict_false_loads_what_has_the_same_key():
    net, state = Net(), Net().state_dict()
    head = net.head.weight.detach().clone()
    result = net.load_state_dict({"body.0.weight": state["body.0.weight"], "other": torch.ones(3, 2)}, strict=False)
    assert torch.equal(net.body[0].weight, state["body.0.weight"]) and torch.equal(net.head.weight, head)
    assert "head.weight" in result.missing_keys and result.unexpected_keys == ["other"]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("assign", [True, False])
def test_what_fits_is_loaded_before_the_error(strict, assign):
    trained, net = (nn.Sequential(nn.Linear(4, 8), nn.Linear(8, n), nn.Linear(3, 3)) for n in (3, 5))
    old = net[1].weight.detach().clone()
    with pytest.raises(RuntimeError, match=r"size mismatch for 1\.weight"):
        net.load_state_dict(trained.state_dict(), strict=strict, assign=assign)
    assert torch.equal(net[0].weight, trained[0].weight) and torch.equal(net[2].weight, trained[2].weight)
    assert torch.equal(net[1].weight, old)


def test_what_fits_is_loaded_when_keys_are_missing_too():
    net, state = Net(), Net().state_dict()
    del state["head.weight"]
    with pytest.raises(RuntimeError, match="Missing key"):
        net.load_state_dict(state)
    assert torch.equal(net.body[0].weight, state["body.0.weight"])


@pytest.mark.parametrize("layers", [(nn.Conv2d(1, 6, 5), nn.Conv2d(3, 6, 5)), (nn.Embedding(5, 3), nn.Embedding(6, 3))])
def test_other_layers_that_do_not_fit(layers):
    with pytest.raises(RuntimeError, match="size mismatch for weight"):
        layers[0].load_state_dict(layers[1].state_dict())


# Checkpoints

TENSOR = torch.ones(2)
ACCEPTED = [TENSOR, nn.Parameter(TENSOR), 1, 0.5, 1j, True, None, "a", b"a", bytearray(b"a"), [1], (1, 2), {"a": 1}, {1, 2}]
ACCEPTED += [collections.OrderedDict(a=1), collections.Counter("aab"), torch.float16, torch.device("cuda:0"), torch.Size([1])]


@pytest.mark.parametrize("value", ACCEPTED, ids=lambda value: type(value).__name__)
def test_what_a_checkpoint_may_contain(value):
    for nested in (value, [value], {"a": (value, {"b": [value]})}):
        found = through_a_file(nested)
        assert repr(found) == repr(nested) and type(found) is type(nested)


@dataclasses.dataclass
class Config:
    lr: float = 0.1


options = argparse.Namespace(lr=0.1)
losses = [0.1, 0.2]
config = Config()
counts = collections.defaultdict(int, a=1)
path = pathlib.Path("a")
time = datetime.datetime(2024, 1, 2)
a = np.ones(2)
net = nn.Linear(2, 3)

REFUSED = [
    (a, "torch.from_numpy(a)"),
    (np.mean(losses), "float(np.mean(losses))"),
    (path, "str(path)"),
    (options, "vars(options)"),
    (counts, "dict(counts)"),
    (config, "dataclasses.asdict(config)"),
    (time, "time.isoformat()"),
    (net, "net.state_dict()"),
    (torch.optim.Adam(net.parameters()), "net.state_dict()"),
]


@pytest.mark.parametrize(("value", "instead"), REFUSED, ids=[type(value).__name__ for value, _ in REFUSED])
def test_what_is_refused_and_what_to_save_instead(value, instead):
    with pytest.raises(Exception, match=r"(?s)^Weights only load failed.*Unsupported global: GLOBAL "):
        through_a_file({"value": value})
    through_a_file({"value": eval(instead)})
    for language in ("zh", "en"):
        text = (DOCS / f"{language}/names.md").read_text("utf-8")
        assert f"`{instead.removeprefix('net.')}`" in text


def test_the_message_names_the_type():
    with pytest.raises(Exception, match=r"Unsupported global: GLOBAL argparse\.Namespace"):
        through_a_file(options)


OPTIMIZERS = [each for each in vars(torch.optim).values() if isinstance(each, type) and issubclass(each, torch.optim.Optimizer)]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda each: each.__name__)
def test_state_dicts_of_optimizers_are_accepted(optimizer):
    if optimizer is torch.optim.Optimizer:
        return
    sparse = optimizer is torch.optim.SparseAdam
    layer = nn.Embedding(3, 2, sparse=sparse) if sparse else nn.Linear(2, 3, bias=False)
    made = optimizer(layer.parameters(), lr=0.01)

    def loss():
        made.zero_grad()
        loss = layer(torch.tensor([0]) if sparse else torch.ones(1, 2)).square().sum()
        loss.backward()
        return loss

    made.step(loss)
    assert set(through_a_file(made.state_dict())) == {"state", "param_groups"}


# Other messages


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (lambda: Classifier(nn.Linear(4, 5)).load_state_dict(Classifier().state_dict()), "size mismatch for fc.weight"),
        (lambda: nn.ModuleDict({"a.b": nn.Linear(1, 1)}), 'module name can\\\\\'t contain "."'),
        (lambda: nn.ModuleDict({0: nn.Linear(1, 1)}), "module name should be a string. Got int"),
        (lambda: nn.Sequential({"fc": nn.Linear(1, 1)}), "dict is not a Module subclass"),
        (lambda: nn.ModuleDict({"type": nn.Linear(1, 1)}), "attribute 'type' already exists"),
        (lambda: nn.DataParallel(Net()).head, "'DataParallel' object has no attribute 'head'"),
    ],
)
def test_the_text_of_a_message(action, says):
    with pytest.raises((RuntimeError, KeyError, TypeError, AttributeError), match=says):
        action()


# Exercises


def test_a_forgotten_layer_raises_a_key_error():
    with pytest.raises(KeyError, match="2"):
        {"0": "fc1"}["2"]


def test_a_missing_weight_of_the_body_raises_an_error():
    with pytest.raises(RuntimeError, match="Missing key"):
        Net().body.load_state_dict({"0.weight": torch.ones(3, 4)})


def test_batchnorm_collects_new_averages_in_training_mode():
    torch.manual_seed(0)
    data = torch.randn(100, 64, 3) * 2 + 5
    net, state = nn.BatchNorm1d(3), dict(nn.BatchNorm1d(3).named_parameters())
    net.load_state_dict(state, strict=False)
    for x in data:
        net(x)
    assert (net.running_mean - 5).abs().max() < 0.5 and (net.running_var - 4).abs().max() < 1


def test_without_metadata_the_counter_may_be_missing():
    state = nn.BatchNorm1d(3).state_dict()
    del state["num_batches_tracked"]
    with pytest.raises(RuntimeError, match=r'Missing key\(s\) in state_dict: "num_batches_tracked"'):
        nn.BatchNorm1d(3).load_state_dict(state)
    assert not any(nn.BatchNorm1d(3).load_state_dict(dict(state)))


def test_the_entries_of_the_last_question():
    x = torch.ones(2)
    through_a_file({"size": x.shape, "dtype": x.dtype})
    through_a_file({"counts": collections.Counter([0, 1, 1])})
    with pytest.raises(Exception, match="Weights only load failed"):
        through_a_file({"accuracy": np.mean([True, False])})
    through_a_file({"accuracy": float(np.mean([True, False]))})
