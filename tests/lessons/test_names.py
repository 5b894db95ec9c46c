"""What the prose and the tables of the lesson `names` say beyond the outputs that its pages show."""

import argparse
import io
import re
from collections import OrderedDict

import pytest
import torch
import torch.distributed as dist
import torch.nn.utils.prune
import torch.optim.swa_utils
from torch import nn
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present
from torch.nn.utils import parametrizations, parametrize

from snippets.names.net import Net
from snippets.names.rule import keys
from tests.helpers.told import told
from tools.base.project import DOCS, SNIPPETS

ROW = re.compile(r"^\| `(?P<code>(?:self|net|nn|torch|setattr)\b[^`]*)` \| (?P<keys>[^|]*) \|$", re.M)
PAGES = {language: (DOCS / language / "names.md").read_text("utf-8") for language in ("zh", "en")}
ROWS = {language: ROW.findall(page) for language, page in PAGES.items()}


def linear(**options):
    return nn.Linear(2, 3, **options)


def wrapped(net=None):
    return nn.DataParallel(torch.compile(net or Net(), backend="eager"))


@pytest.fixture
def alone():
    """A process group of one, so that DistributedDataParallel can be built here."""
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
    yield
    dist.destroy_process_group()


# The tables


def test_both_pages_have_the_same_rows():
    codes = {language: [code for code, _ in rows] for language, rows in ROWS.items()}
    assert codes["zh"] == codes["en"] and len(codes["en"]) == 40
    for (_, zh), (_, en) in zip(ROWS["zh"], ROWS["en"], strict=True):
        assert zh == en.replace("none", "无")


@pytest.mark.parametrize(("code", "cell"), ROWS["en"])
def test_a_row_of_the_tables(code, cell, alone):
    module, net = nn.Module(), linear()
    names = {"self": module, "net": net, "nn": nn, "torch": torch, "OrderedDict": OrderedDict}
    if "self" in code:
        exec(code, names)
    elif code == "net.compile()":
        exec(code, names)
        module = net
    else:
        module = eval(code, names)
    expected, found = re.findall(r"`([^`]+)`", cell), list(module.state_dict())
    assert bool(expected) == (cell != "none")
    if "…" in cell:
        assert set(expected) < set(found)
    else:
        assert sorted(found) == sorted(expected)


def test_extra_state_is_a_key_of_its_own():
    class Extra(nn.Module):
        def get_extra_state(self):
            return {"version": 1}

    net = nn.Module()
    net.part = Extra()
    assert list(net.state_dict()) == ["part._extra_state"]


def test_the_key_at_the_top_of_the_page(alone):
    drawn = {page.partition("```text\n")[2].split("\n")[0] for page in PAGES.values()}
    ddp = nn.parallel.DistributedDataParallel(torch.compile(Net(), backend="eager"))
    assert drawn == {"module._orig_mod.body.0.weight"} and drawn <= set(ddp.state_dict())


# A key is a path of attributes


def test_a_key_is_what_one_types():
    net = Net()
    for key, value in net.state_dict().items():
        typed = re.sub(r"\.(\d+)", r"[\1]", key)
        assert eval(f"net.{typed}", {"net": net}).data_ptr() == value.data_ptr()


def test_every_module_lists_parameters_then_buffers_then_children():
    outer = nn.Module()
    outer.inner = Net()
    outer.late = nn.Buffer(torch.ones(1))
    outer.last = nn.Parameter(torch.ones(1))
    assert list(outer.state_dict())[:4] == ["last", "late", "inner.scale", "inner.mean"]
    assert keys(outer) == list(outer.state_dict())


def test_loading_ignores_the_order():
    state = Net().state_dict()
    assert not any(Net().load_state_dict(dict(reversed(state.items()))))


def test_an_optimizer_goes_by_order():
    def build(*names):
        net = nn.ModuleDict({name: linear() if name == "a" else nn.Linear(3, 4) for name in names})
        optimizer = torch.optim.Adam(net.parameters())
        sum(p.sum() for p in net.parameters()).backward()
        optimizer.step()
        return net, optimizer

    (net, optimizer), (swapped, other) = build("a", "b"), build("b", "a")
    assert optimizer.state_dict()["param_groups"][0]["params"] == [0, 1, 2, 3]
    assert not any(swapped.load_state_dict(net.state_dict()))
    other.load_state_dict(optimizer.state_dict())
    assert other.state[swapped.b.weight]["exp_avg"].shape != swapped.b.weight.shape


def test_setattr_lets_a_dot_through_and_the_net_cannot_load_itself():
    net = nn.Module()
    setattr(net, "block1.fc", linear())
    with pytest.raises(RuntimeError, match=r'Unexpected key\(s\) in state_dict: "block1.fc.weight"'):
        net.load_state_dict(net.state_dict())


def test_a_child_of_a_child_is_how_to_get_the_dot():
    net = nn.Module()
    net.block1 = nn.Module()
    net.block1.fc = linear()
    assert list(net.state_dict()) == ["block1.fc.weight", "block1.fc.bias"]


# Containers


def test_an_edit_before_a_name_leaves_it():
    net = nn.Sequential(OrderedDict(fc1=linear(), fc2=nn.Linear(3, 1)))
    wider = nn.Sequential(OrderedDict(fc1=linear(), drop=nn.Dropout(), fc2=nn.Linear(3, 1)))
    assert list(net.state_dict()) == list(wider.state_dict())
    assert not any(wider.load_state_dict(net.state_dict()))


def test_a_slice_fits_its_old_keys():
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.Linear(8, 3))
    state = {key: value for key, value in net.state_dict().items() if not key.startswith("0")}
    assert not any(net[1:].load_state_dict(state))


def test_swapped_layers_load_without_an_error():
    first, second = nn.Linear(4, 4), nn.Linear(4, 4)
    swapped = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    assert not any(swapped.load_state_dict(nn.Sequential(first, second).state_dict()))
    assert torch.equal(swapped[0].weight, first.weight)


def test_parameter_list_makes_parameters_of_plain_tensors():
    gains = nn.ParameterList([torch.ones(4)])
    assert isinstance(gains[0], nn.Parameter) and gains[0].requires_grad


@pytest.mark.parametrize("name", ["type", "keys", "values", "items", "pop", "train"])
def test_names_of_methods_are_taken(name):
    with pytest.raises(KeyError, match=f"attribute '{name}' already exists"):
        nn.ModuleDict({name: linear()})


def test_kind_is_free():
    assert list(nn.ModuleDict({"kind": linear()}).state_dict()) == ["kind.weight", "kind.bias"]


# Layers with names of their own


def test_which_of_their_tensors_are_buffers_parameters_and_children():
    assert [name for name, _ in nn.BatchNorm1d(3).named_buffers()] == ["running_mean", "running_var", "num_batches_tracked"]
    assert nn.BatchNorm1d(3).num_batches_tracked.dtype == torch.int64
    assert nn.LSTM(2, 3).weight_hh_l0.shape == (4 * 3, 3)
    attention = nn.MultiheadAttention(4, 2)
    assert attention.in_proj_weight.shape == (3 * 4, 4) and isinstance(attention.in_proj_weight, nn.Parameter)
    assert isinstance(attention.out_proj, nn.Linear)


# Tied weights


@pytest.mark.parametrize(("assign", "tied"), [(False, True), (True, False)])
def test_assign_cuts_the_tie(assign, tied):
    net = nn.ModuleDict({"embed": nn.Embedding(5, 3), "out": nn.Linear(3, 5, bias=False)})
    net.out.weight = net.embed.weight
    net.load_state_dict({"embed.weight": torch.zeros(5, 3), "out.weight": torch.ones(5, 3)}, assign=assign)
    assert (net.out.weight is net.embed.weight) == tied


# Wrappers


def test_dataparallel_computes_without_a_gpu():
    net, x = Net(), torch.ones(2, 4)
    assert torch.equal(nn.DataParallel(net)(x), net(x))


def test_parallel_module_has_the_plain_keys():
    parallel = nn.DataParallel(Net())
    assert list(parallel.module.state_dict()) == list(Net().state_dict())
    assert [name for name, _ in parallel.named_children()] == ["module"]


def test_without_a_process_group_ddp_refuses():
    says = "Default process group has not been initialized, please make sure to call init_process_group."
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        nn.parallel.DistributedDataParallel(Net())


def test_the_program_lets_go_of_its_process_group():
    """Else the group's threads outlive `destroy_process_group`, and now and then one aborts while Python shuts down."""
    program = (SNIPPETS / "names" / "ddp.py").read_text("utf-8")
    steps = [
        "import torch.distributed.nn",
        "init_process_group(",
        "= DistributedDataParallel(",
        "del ddp",
        "destroy_process_group()",
    ]
    assert sorted(steps, key=program.index) == steps


@pytest.mark.parametrize("compiled_in_place", [False, True])
def test_both_ways_to_compile_compute_the_same(compiled_in_place):
    net, x = Net(), torch.ones(2, 4)
    y = net(x)
    compiled = net if compiled_in_place else torch.compile(net, backend="eager")
    if compiled_in_place:
        net.compile(backend="eager")
    assert torch.equal(compiled(x), y)
    assert all(not key.startswith("_") for key in net.state_dict())


def test_the_outer_wrapper_comes_first():
    assert all(key.startswith("module._orig_mod.") for key in wrapped().state_dict())
    other = torch.compile(nn.DataParallel(Net()), backend="eager")
    assert all(key.startswith("_orig_mod.module.") for key in other.state_dict())


def test_weight_norm_splits_rows_into_length_and_direction():
    plain = linear()
    weight = plain.weight.detach().clone()
    layer = parametrizations.weight_norm(plain)
    length, direction = layer.parametrizations.weight.original0, layer.parametrizations.weight.original1
    assert torch.allclose(length, weight.norm(dim=1, keepdim=True))
    assert torch.allclose(length * direction / direction.norm(dim=1, keepdim=True), weight)
    parametrize.remove_parametrizations(layer, "weight")
    assert set(layer.state_dict()) == {"weight", "bias"} and torch.allclose(layer.weight, weight)


@pytest.mark.filterwarnings("ignore:.torch.nn.utils.weight_norm. is deprecated:FutureWarning")
def test_weight_norm_loads_old_keys_and_not_the_reverse():
    old, new = nn.utils.weight_norm(linear()), parametrizations.weight_norm(linear())
    new.load_state_dict(old.state_dict())
    assert torch.equal(new.parametrizations.weight.original1, old.weight_v)
    with pytest.raises(RuntimeError, match=r'Missing key\(s\) in state_dict: "weight_g", "weight_v"'):
        old.load_state_dict(new.state_dict())


# Loading


def test_strict_false_loads_what_has_the_same_name():
    net, state = Net(), Net().state_dict()
    head = net.head.weight.detach().clone()
    result = net.load_state_dict({"body.0.weight": state["body.0.weight"], "other": torch.ones(1)}, strict=False)
    assert torch.equal(net.body[0].weight, state["body.0.weight"]) and torch.equal(net.head.weight, head)
    assert "head.weight" in result.missing_keys and result.unexpected_keys == ["other"]


def test_the_function_works_in_place_and_returns_none():
    state = nn.DataParallel(linear()).state_dict()
    assert consume_prefix_in_state_dict_if_present(state, "module.") is None
    assert list(state) == ["weight", "bias"]


def test_the_dot_belongs_to_the_prefix():
    state = nn.DataParallel(linear()).state_dict()
    consume_prefix_in_state_dict_if_present(state, "module")
    assert list(state) == [".weight", ".bias"]


def test_cutting_seven_characters_ruins_keys_without_the_prefix():
    told("names", len("module."), zh="`key[{}:]` 也不行", en="`key[{}:]` is no better")
    assert [key[7:] for key in Net().state_dict()] == ["", "", "ight", "as", "weight", "bias"]


def test_a_plain_checkpoint_needs_no_permission():
    net = Net()
    optimizer = torch.optim.Adam(net.parameters())
    options = vars(argparse.Namespace(lr=0.1))
    file = io.BytesIO()
    torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "options": options, "name": "a"}, file)
    file.seek(0)
    assert torch.load(file)["options"] == {"lr": 0.1}


def test_a_class_in_the_checkpoint_is_refused():
    file = io.BytesIO()
    torch.save({"options": argparse.Namespace(lr=0.1)}, file)
    file.seek(0)
    with pytest.raises(Exception, match=r"(?s)^Weights only load failed.*Unsupported global: GLOBAL argparse\.Namespace"):
        torch.load(file)


# The list of mistakes


def load(net, state):
    return lambda: net.load_state_dict(state)


class Classifier(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.fc = nn.Linear(4, classes)


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (
            load(Classifier(2), nn.DataParallel(Classifier(2)).state_dict()),
            r'Missing.*"fc.weight".*\n.*Unexp.*"module.fc.weight"',
        ),
        (load(Classifier(2), {"net": {}, "epoch": 3}), r'Unexpected key\(s\) in state_dict: "net", "epoch"'),
        (load(Classifier(5), Classifier(2).state_dict()), "size mismatch for fc.weight"),
        (lambda: nn.ModuleDict({"a.b": linear()}), 'module name can\\\\\'t contain "."'),
        (lambda: nn.ModuleDict({0: linear()}), "module name should be a string. Got int"),
        (lambda: nn.Sequential({"fc": linear()}), "dict is not a Module subclass"),
    ],
)
def test_the_text_of_a_mistake(action, says):
    with pytest.raises((RuntimeError, KeyError, TypeError), match=says):
        action()


# Exercises


def test_prefixes_in_any_order_and_none_come_off():
    answer = (SNIPPETS / "names" / "ex_prefix.py").read_text("utf-8")
    loop = re.search(r"prefixes = .*?state, prefix\)\n", answer, re.S)[0]
    nets = [wrapped(), torch.compile(nn.DataParallel(Net()), backend="eager"), nn.DataParallel(wrapped()), Net()]
    for net in nets:
        state = net.state_dict()
        exec(loop, {"state": state, "consume_prefix_in_state_dict_if_present": consume_prefix_in_state_dict_if_present})
        assert list(state) == list(Net().state_dict())


def test_one_pass_leaves_a_prefix():
    state = torch.compile(nn.DataParallel(linear()), backend="eager").state_dict()
    for prefix in ("module.", "_orig_mod."):
        consume_prefix_in_state_dict_if_present(state, prefix)
    assert list(state) == ["module.weight", "module.bias"]


def test_a_net_with_a_first_layer_called_module_loses_it():
    state = nn.ModuleDict({"module": linear()}).state_dict()
    consume_prefix_in_state_dict_if_present(state, "module.")
    assert list(state) == ["weight", "bias"]


# Self-check


def test_the_keys_of_the_second_question():
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    assert list(net.state_dict()) == ["1.weight", "1.bias", "3.weight", "3.bias"]


def test_wrapping_in_ddp_leaves_the_keys_of_the_net(alone):
    net = Net()
    before = list(net.state_dict())
    nn.parallel.DistributedDataParallel(net)
    assert list(net.state_dict()) == before
