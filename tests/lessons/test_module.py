"""What the prose of the lesson `module` says beyond the outputs that its page shows."""

import inspect

import pytest
import torch
from torch import nn

from snippets.module.mlp import MLP
from snippets.module.scale import Scale
from tests.helpers.told import told


def names(pairs):
    return [name for name, _ in pairs]


class Every(nn.Module):
    """One attribute of each kind in the lesson's table."""

    def __init__(self):
        super().__init__()
        t = torch.zeros(2)
        self.w = nn.Parameter(t.clone())
        self.fc = nn.Linear(4, 8)
        self.t = t
        self.layers = [nn.Linear(4, 8)]


# What a module is for


def test_layers_networks_and_losses_are_modules():
    losses = [kind for name, kind in vars(nn).items() if name.endswith("Loss") and inspect.isclass(kind)]
    assert len(losses) > 15 and all(issubclass(kind, nn.Module) for kind in losses)
    assert issubclass(nn.Linear, nn.Module)


def test_the_small_network_has_the_size_that_the_page_says():
    parameters = list(MLP().parameters())
    told(
        "module",
        len(parameters),
        sum(parameter.numel() for parameter in parameters),
        zh="{} 个张量、{} 个元素",
        en="{} tensors with {} elements",
    )


def test_a_large_network_has_hundreds_of_tensors():
    assert (
        len(list(nn.Transformer(num_encoder_layers=12, num_decoder_layers=12, batch_first=True, device="meta").parameters()))
        > 200
    )


# Smallest module


def test_forward_may_have_loops_and_conditions():
    class Looping(nn.Module):
        def forward(self, x):
            while x.sum() < 10:
                x = x * 2 if x.sum() < 5 else x + 1
            return x

    assert Looping()(torch.ones(3)).tolist() == [4.0, 4.0, 4.0]


def test_a_parameter_is_a_tensor_marked_as_trainable():
    assert isinstance(Scale().factor, torch.Tensor)
    assert Scale().factor.requires_grad and not torch.tensor(2.0).requires_grad


def test_the_gradient_is_how_many_times_as_much_the_sum_grows():
    net, x, step = Scale().double(), torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64), 0.1
    total = net(x).sum()
    total.backward()
    with torch.no_grad():
        net.factor += step
    growth = net(x).sum().item() - total.item()
    assert growth / step == pytest.approx(net.factor.grad.item())
    told(
        "module",
        step,
        round(growth, 6),
        round(growth / step),
        zh="如果 `factor` 增加 {}，这个和就增加 {}，是前者的 {} 倍",
        en="If `factor` grows by {}, the sum grows by {}, which is {} times as much",
    )


def test_backward_reaches_the_parameters_that_took_part():
    net, apart = nn.Linear(3, 1), nn.Linear(3, 1)
    before = net.weight.clone()
    net(torch.ones(2, 3)).sum().backward()
    assert net.weight.grad is not None and apart.weight.grad is None
    assert torch.equal(net.weight, before)


def test_a_step_changes_the_parameters_that_the_optimizer_was_given():
    given, apart = nn.Linear(3, 1), nn.Linear(3, 1)
    before = given.weight.clone(), apart.weight.clone()
    optimizer = torch.optim.SGD(given.parameters(), lr=0.1)
    (given(torch.ones(2, 3)) + apart(torch.ones(2, 3))).sum().backward()
    optimizer.step()
    assert apart.weight.grad is not None and torch.equal(apart.weight, before[1])
    assert torch.equal(given.weight, before[0] - 0.1 * given.weight.grad)


def test_a_module_has_no_backward():
    net = MLP()
    assert not hasattr(net, "backward")
    assert hasattr(net(torch.ones(1, 4)), "backward")


def test_super_with_arguments_does_the_same():
    class Old(nn.Module):
        def __init__(self):
            super(Old, self).__init__()  # noqa: UP008
            self.fc = nn.Linear(4, 3)

    assert names(Old().named_parameters()) == ["fc.weight", "fc.bias"]


# Call


def test_call_is_inherited_from_module():
    assert "__call__" not in vars(Scale)
    assert Scale.__call__ is nn.Module.__call__


def test_a_hook_may_change_the_output():
    net = Scale()
    net.register_forward_hook(lambda module, args, output: output + 1)
    assert net(torch.ones(1)).item() == 3 and net.forward(torch.ones(1)).item() == 2


def test_forward_skips_only_the_modules_own_hooks():
    seen = []
    net = MLP()
    net.register_forward_hook(lambda *_: seen.append("net"))
    net.fc1.register_forward_hook(lambda *_: seen.append("fc1"))
    x = torch.ones(1, 4)
    y = net.forward(x)
    assert seen == ["fc1"]
    assert torch.equal(net(x), y) and seen == ["fc1", "fc1", "net"]


def test_without_a_forward_there_is_a_placeholder():
    class Indented(nn.Module):
        def __init__(self):
            super().__init__()

            def forward(self, x):
                return x

    assert Indented.forward is nn.Module.forward
    with pytest.raises(NotImplementedError, match='missing the required "forward" function'):
        Indented()(torch.ones(1))


# nn.Linear


def test_row_j_of_weight_belongs_to_output_j():
    layer = nn.Linear(3, 2)
    x = torch.randn(4, 3)
    for j in range(2):
        sums = layer.weight[j, 0] * x[:, 0] + layer.weight[j, 1] * x[:, 1] + layer.weight[j, 2] * x[:, 2]
        assert torch.allclose(layer(x)[:, j], sums + layer.bias[j], atol=1e-6)


def test_the_layer_is_applied_to_each_word():
    layer = nn.Linear(3, 2)
    x = torch.randn(7, 5, 3)
    assert torch.allclose(layer(x)[6, 4], layer(x[6, 4]), atol=1e-6)


def test_the_message_shows_the_weight_transposed():
    layer = nn.Linear(3, 2)
    assert tuple(layer.weight.T.shape) == (3, 2)
    with pytest.raises(RuntimeError, match=r"\(4x2 and 3x2\)"):
        layer(torch.ones(4, 2))
    assert nn.Linear(2, 2)(torch.ones(4, 2)).shape == (4, 2)


def test_wx_works_for_one_column_and_fails_for_rows():
    layer = nn.Linear(3, 2)
    column = torch.ones(3)
    assert torch.allclose(layer.weight @ column + layer.bias, layer(column))
    with pytest.raises(RuntimeError, match=r"\(2x3 and 2x3\)"):
        layer.weight @ torch.ones(2, 3)


# Registration


def test_a_name_is_a_path_of_attributes():
    net = MLP()
    assert net.fc1.weight is dict(net.named_parameters())["fc1.weight"]


def test_names_follow_assignment_not_forward():
    class Backwards(nn.Module):
        def __init__(self):
            super().__init__()
            self.second = nn.Linear(3, 3)
            self.first = nn.Linear(3, 3)

        def forward(self, x):
            return self.second(self.first(x))

    assert names(Backwards().named_children()) == ["second", "first"]
    assert names(Backwards().named_parameters())[0] == "second.weight"


def test_setattr_files_by_type():
    assert "__setattr__" in vars(nn.Module)
    net = Every()
    assert list(net._parameters) == ["w"] and list(net._modules) == ["fc"]
    assert {"t", "layers"} <= set(vars(net))


def test_the_table_of_kinds():
    assert names(Every().named_parameters()) == ["w", "fc.weight", "fc.bias"]


def test_an_optimizer_refuses_a_generator_that_is_used_up():
    parameters = MLP().parameters()
    assert inspect.isgenerator(parameters)
    torch.optim.SGD(parameters, lr=0.1)
    with pytest.raises(ValueError, match="optimizer got an empty parameter list"):
        torch.optim.SGD(parameters, lr=0.1)


def test_parameters_can_be_called_again():
    net = MLP()
    assert len(list(net.parameters())) == len(list(net.parameters())) == 4


def test_a_list_beside_a_registered_layer_raises_nothing_and_is_not_trained():
    net = Every()
    hidden = net.layers[0].weight.clone()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(3):
        (net.fc(torch.ones(1, 4)) + net.layers[0](torch.ones(1, 4))).sum().backward()
        optimizer.step()
    assert torch.equal(net.layers[0].weight, hidden)


def test_module_list_registers_what_is_in_it():
    net = nn.Module()
    net.layers = nn.ModuleList([nn.Linear(4, 8)])
    assert isinstance(net.layers, nn.Module)
    assert names(net.named_parameters()) == ["layers.0.weight", "layers.0.bias"]


@pytest.mark.parametrize(
    ("value", "word"),
    [(nn.Linear(1, 1), "module"), (nn.Parameter(torch.ones(1)), "parameters"), (nn.Buffer(torch.ones(1)), "buffer")],
)
def test_each_kind_names_itself_when_super_comes_late(value, word):
    class Late(nn.Module):
        def __init__(self):
            self.late = value
            super().__init__()

    with pytest.raises(AttributeError, match=rf"cannot assign {word} before Module.__init__\(\) call"):
        Late()


# print


def test_only_a_module_list_folds_equal_neighbours():
    def three():
        return [nn.Linear(4, 4) for _ in range(3)]

    class Attributes(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b, self.c = three()

    assert str(nn.ModuleList(three())).count("Linear") == 1
    for unfolded in (Attributes(), nn.Sequential(*three()), nn.ModuleDict(dict(zip("abc", three(), strict=True)))):
        assert str(unfolded).count("Linear") == 3


def test_what_print_leaves_out():
    net = Every()
    net.kept = nn.Buffer(torch.zeros(3))
    lines = [line.strip() for line in str(net).splitlines()]
    assert lines == ["Every(", "(fc): Linear(in_features=4, out_features=8, bias=True)", ")"]


# Exercises and self-check


def test_the_count_by_hand():
    told("module", 64 * 32 + 32 + 32 * 10, zh="一共 {} 个", en="which makes {}")


def test_which_lines_add_parameters():
    net = nn.Module()
    net.a = nn.Parameter(torch.ones(3))
    net.b = torch.ones(3, requires_grad=True)
    net.c = nn.ReLU()
    net.d = {"head": nn.Linear(4, 2)}
    assert names(net.named_parameters()) == ["a"]
    assert names(net.named_children()) == ["c"]


def test_the_batch_size_has_no_influence_on_the_weight():
    layer = nn.Linear(5, 2)
    layer(torch.ones(1, 5))
    layer(torch.ones(64, 5))
    assert layer.weight.shape == (2, 5)
