"""What the lesson `wrappers` says beyond the outputs that its page shows."""

import copy
import multiprocessing
import re

import pytest
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present
from torch.nn.utils import parametrizations, parametrize

from snippets.names.net import Net as Buffered
from snippets.wrappers.net import Net
from tests.helpers.told import told
from tools.base.project import SNIPPETS


def linear():
    return nn.Linear(2, 3)


def compiled(net):
    return torch.compile(net, backend="eager")


@pytest.fixture
def alone():
    """A process group of one, so that DistributedDataParallel can be built here."""
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
    yield
    dist.destroy_process_group()


# DataParallel and DistributedDataParallel


def test_dataparallel_passes_its_input_on_without_a_gpu():
    net, x = Net(), torch.ones(2, 4)
    assert torch.equal(nn.DataParallel(net)(x), net(x))


def test_plain_keys_load_into_the_network_in_the_wrapper():
    parallel, state = nn.DataParallel(Net()), Net().state_dict()
    assert not any(parallel.module.load_state_dict(state))
    assert [name for name, _ in parallel.named_children()] == ["module"]


def test_the_attribute_comes_first_in_the_keys_of_the_wrapper_only():
    net = Net()
    wrappers = {"module": nn.DataParallel(net), "_orig_mod": compiled(net)}
    for attribute, wrapper in wrappers.items():
        assert {key.partition(".")[0] for key in wrapper.state_dict()} == {attribute}
        assert attribute not in {key.partition(".")[0] for key in net.state_dict()}
    told("wrappers", zh="成了包装的键里的第一个名字", en="becomes the first name in the keys of the wrapper")


def test_without_a_process_group_ddp_refuses():
    says = "Default process group has not been initialized, please make sure to call init_process_group."
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        nn.parallel.DistributedDataParallel(Net())
    told("wrappers", zh=f"`{says}`", en=f"`{says}`")


def test_ddp_puts_its_prefix_before_parameters_and_buffers_and_leaves_the_network_alone(alone):
    net = Buffered()
    before = list(net.state_dict())
    ddp = nn.parallel.DistributedDataParallel(net)
    assert list(net.state_dict()) == before == list(ddp.module.state_dict())
    assert list(ddp.state_dict()) == ["module." + key for key in before]
    assert "module._orig_mod.body.0.weight" in nn.parallel.DistributedDataParallel(compiled(Buffered())).state_dict()


def test_ddp_itself_starts_no_process(alone):
    nn.parallel.DistributedDataParallel(Net())
    assert not multiprocessing.active_children() and dist.get_world_size() == 1
    told(
        "wrappers",
        zh="用在[同时在几个进程里运行的脚本](distributed.md#ddp)里",
        en="is used in [a script that runs in several processes](distributed.md#ddp)",
    )


def test_the_program_lets_go_of_its_process_group():
    """Else the group's threads outlive `destroy_process_group`, and now and then one aborts while Python shuts down."""
    program = (SNIPPETS / "wrappers" / "ddp.py").read_text("utf-8")
    steps = [
        "import torch.distributed.nn",
        "init_process_group(",
        "= DistributedDataParallel(",
        "del ddp",
        "destroy_process_group()",
    ]
    assert sorted(steps, key=program.index) == steps


# torch.compile


@pytest.mark.parametrize("in_place", [False, True])
def test_both_ways_to_compile_compute_the_same_and_leave_the_keys_of_the_network(in_place):
    net, x = Net(), torch.ones(2, 4)
    y, before = net(x), list(net.state_dict())
    if in_place:
        net.compile(backend="eager")
    assert torch.equal((net if in_place else compiled(net))(x), y)
    assert list(net.state_dict()) == before


def test_the_names_do_not_depend_on_the_backend():
    net = Net()
    assert list(torch.compile(net).state_dict()) == list(compiled(net).state_dict())


def test_square_brackets_do_not_reach_the_network():
    wrapper = compiled(nn.Sequential(linear()))
    with pytest.raises(TypeError, match="'OptimizedModule' object is not subscriptable"):
        wrapper[0]


def test_the_outer_wrapper_comes_first():
    assert all(key.startswith("module._orig_mod.") for key in nn.DataParallel(compiled(Net())).state_dict())
    assert all(key.startswith("_orig_mod.module.") for key in compiled(nn.DataParallel(Net())).state_dict())


# Parametrizations


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_shape_has_to_stay_by_default(unsafe):
    class Total(nn.Module):
        def forward(self, weight):
            return weight.sum(0)

    layer = linear()
    if unsafe:
        parametrize.register_parametrization(layer, "weight", Total(), unsafe=True)
        assert layer.weight.shape == (2,)
    else:
        with pytest.raises(ValueError, match="Registering a parametrization may not change the shape of the tensor"):
            parametrize.register_parametrization(layer, "weight", Total())
    told("wrappers", zh="默认情况下，结果的[形状和 dtype 要", en="by default, its result must have [the shape and the dtype")


def test_weight_norm_computes_g_times_v_over_its_norm():
    torch.manual_seed(0)
    plain = linear()
    weight = plain.weight.detach().clone()
    layer = parametrizations.weight_norm(plain)
    g, v = layer.parametrizations.weight.original0, layer.parametrizations.weight.original1
    assert torch.allclose(g, weight.norm(dim=1, keepdim=True)) and torch.equal(v, weight)
    assert type(layer).__name__ == "ParametrizedLinear" and "weight" not in dict(layer.named_parameters())
    with torch.no_grad():
        v.normal_()
    assert torch.allclose(layer.weight, g * v / v.norm(dim=1, keepdim=True))


def test_the_norm_of_v_does_not_change_the_weight_and_does_change_the_gradient():
    layer = parametrizations.weight_norm(linear())
    v, weights, grads = layer.parametrizations.weight.original1, [], []
    for _ in range(2):
        weights.append(layer.weight.detach().clone())
        (grad,) = torch.autograd.grad(layer.weight.square()[:, 0].sum(), v)
        grads.append(grad)
        with torch.no_grad():
            v *= 10
    assert torch.allclose(*weights) and torch.allclose(grads[0], 10 * grads[1], atol=1e-6) and grads[0].any()
    told("wrappers", zh="v 的范数不影响权重", en="The norm of v has no influence on the weight")


def test_the_division_changes_neither_of_the_tensors_that_are_saved():
    layer = parametrizations.weight_norm(linear())
    before = copy.deepcopy(layer.state_dict())
    layer(torch.ones(1, 2))
    assert all(torch.equal(before[key], value) for key, value in layer.state_dict().items())


def test_messages_speak_of_the_new_class():
    with pytest.raises(RuntimeError, match=r"for ParametrizedLinear:\s+Missing key\(s\) in state_dict: .*original0"):
        parametrizations.weight_norm(linear()).load_state_dict(linear().state_dict())


def test_removing_makes_an_ordinary_parameter_and_leaves_another_network_alone():
    layer, plain = parametrizations.weight_norm(linear()), parametrizations.weight_norm(linear())
    plain.load_state_dict(layer.state_dict())
    parametrize.remove_parametrizations(plain, "weight")
    assert set(plain.state_dict()) == {"weight", "bias"} and isinstance(plain.weight, nn.Parameter)
    assert torch.allclose(plain.weight, layer.weight) and parametrize.is_parametrized(layer)
    assert not any(linear().load_state_dict(plain.state_dict()))


def test_removing_in_a_deep_copy_breaks_the_original():
    """The page names the reason: one class for both."""
    layer = parametrizations.weight_norm(linear())
    plain = copy.deepcopy(layer)
    assert type(plain) is type(layer) is not type(parametrizations.weight_norm(linear()))
    parametrize.remove_parametrizations(plain, "weight")
    assert type(plain) is nn.Linear and not hasattr(layer, "weight") and "original0" in list(layer.state_dict())[1]


@pytest.mark.filterwarnings("ignore:.torch.nn.utils.weight_norm. is deprecated:FutureWarning")
def test_weight_norm_loads_old_keys_and_not_the_reverse():
    old, new = nn.utils.weight_norm(linear()), parametrizations.weight_norm(linear())
    new.load_state_dict(old.state_dict())
    assert torch.equal(new.parametrizations.weight.original1, old.weight_v)
    says = 'Missing key(s) in state_dict: "weight_g", "weight_v"'
    with pytest.raises(RuntimeError, match=re.escape(says)):
        old.load_state_dict(new.state_dict())
    told("wrappers", zh=f"`{says}`", en=f"`{says}`")


def test_spectral_norm_divides_by_the_largest_singular_value_about():
    torch.manual_seed(0)
    layer = parametrizations.spectral_norm(linear())
    original = layer.parametrizations.weight.original
    ratio, largest = original / layer.weight, torch.linalg.svdvals(original)[0]
    assert torch.allclose(ratio, ratio[0, 0].expand_as(ratio)) and torch.allclose(ratio[0, 0], largest, rtol=0.01)
    x = torch.randn(1000, 2)
    stretch = (x @ original.T).norm(dim=1) / x.norm(dim=1)
    assert stretch.max() <= largest * 1.0001 and torch.allclose(stretch.max(), largest, rtol=0.01)


def test_the_vectors_change_in_training_mode_only():
    torch.manual_seed(0)
    layer = parametrizations.spectral_norm(nn.Linear(5, 4))
    u = layer.parametrizations.weight[0]._u

    def changes():
        before = u.clone()
        layer(torch.ones(1, 5))
        return not torch.equal(before, u)

    assert changes()
    layer.eval()
    assert not changes()


def test_the_output_in_evaluation_mode_depends_on_the_vectors():
    torch.manual_seed(0)
    layer, other, x = parametrizations.spectral_norm(linear()), parametrizations.spectral_norm(linear()), torch.ones(1, 2)
    for _ in range(5):
        layer(x)
    other.load_state_dict({key: value for key, value in layer.state_dict().items() if "_" not in key}, strict=False)
    assert not torch.allclose(layer.eval()(x), other.eval()(x), rtol=0.01)
    told("wrappers", zh="两种模式下输出都与它们有关", en="The output depends on them in both modes")
    other.load_state_dict(layer.state_dict())
    assert torch.equal(layer(x), other(x))


def test_the_new_spectral_norm_does_not_convert_old_keys():
    with pytest.raises(
        RuntimeError, match=r"Missing key(?s:.*)Unexpected key\(s\) in state_dict: \"weight_orig\", \"weight_u\", \"weight_v\""
    ):
        parametrizations.spectral_norm(linear()).load_state_dict(nn.utils.spectral_norm(linear()).state_dict())


# Exercises


def test_prefixes_in_any_order_and_none_come_off():
    answer = (SNIPPETS / "wrappers" / "ex_prefix.py").read_text("utf-8")
    loop = re.search(r"prefixes = .*?state, prefix\)\n", answer, re.S)[0]
    nets = [
        nn.DataParallel(compiled(Net())),
        compiled(nn.DataParallel(Net())),
        nn.DataParallel(compiled(nn.DataParallel(Net()))),
        Net(),
    ]
    for net in nets:
        state = net.state_dict()
        exec(loop, {"state": state, "consume_prefix_in_state_dict_if_present": consume_prefix_in_state_dict_if_present})
        assert list(state) == list(Net().state_dict())


def test_one_pass_leaves_a_prefix():
    state = compiled(nn.DataParallel(linear())).state_dict()
    for prefix in ("module.", "_orig_mod."):
        consume_prefix_in_state_dict_if_present(state, prefix)
    assert list(state) == ["module.weight", "module.bias"]


def test_old_and_new_vectors_have_the_same_letter_and_not_the_same_name():
    old, new = (
        {key.rpartition(".")[2] for key in make(linear()).state_dict()}
        for make in (nn.utils.spectral_norm, parametrizations.spectral_norm)
    )
    assert old - new == {"weight_orig", "weight_u", "weight_v"} and new - old == {"original", "_u", "_v"}
    told("wrappers", zh="两个向量各对应字母相同的缓冲区", en="each of the two vectors to the buffer with the same letter")


def test_a_network_with_a_layer_called_module_would_lose_its_name():
    state = nn.ModuleDict({"module": linear()}).state_dict()
    consume_prefix_in_state_dict_if_present(state, "module.")
    assert list(state) == ["weight", "bias"]


def test_no_layer_of_the_network_has_such_a_name():
    assert not {"module", "_orig_mod"} & {name.rpartition(".")[2] for name, _ in Net().named_modules()}


@pytest.mark.parametrize("in_place", [False, True])
def test_the_question_of_the_two_ways_to_compile(in_place):
    net = Net()
    if in_place:
        net.compile(backend="eager")
    else:
        net = compiled(net)
    assert all(key.startswith("_orig_mod.") != in_place for key in net.state_dict())
