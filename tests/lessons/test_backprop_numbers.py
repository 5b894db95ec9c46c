"""What the lesson `backprop` says of numbers, and in its last sections."""

from __future__ import annotations

import pytest
import torch

from tests.helpers.told import told

# Exercises and self-check


def test_exercise_1_step_by_step():
    x, target, w1, w2 = 2, 1, 1.5, -1
    h = max(w1 * x, 0)
    output = w2 * h
    of_output = 2 * (output - target)
    told(
        "backprop",
        *(f"{n:g}".replace("-", "−") for n in (h, output, (output - target) ** 2)),
        zh="h 是 {}，输出是 {}，损失是 {}。",
        en="h is {}, the output is {} and the loss is {}.",
    )
    told(
        "backprop",
        *(f"{n:g}".replace("-", "−") for n in (output, target, of_output)),
        zh="输出的梯度是 2 · ({} − {}) = {}。",
        en="The gradient of the output is 2 · ({} − {}) = {}.",
    )
    assert (of_output * h, of_output * w2, of_output * w2 * x) == (-24, 8, 16)


def test_exercise_3_fails_in_the_second_round():
    w = torch.tensor(1.0, requires_grad=True)
    with (
        pytest.warns(UserWarning, match="not a leaf Tensor"),
        pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*: 'float' and 'NoneType'"),
    ):
        for _ in range(2):
            ((w - 3) ** 2).backward()
            w = w - 0.25 * w.grad


def test_of_the_three_tensors_detach_gives_the_leaf():
    x = torch.tensor(1.0, requires_grad=True)
    assert [tensor.is_leaf for tensor in (x * 1, x.detach(), x.double())] == [False, True, False]
    assert not x.detach().requires_grad


def test_twice_6_is_12():
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    y.backward(retain_graph=True)
    assert x.grad.item() == 6
    y.backward(retain_graph=True)
    assert x.grad.item() == 12


# Numbers of the prose


def test_a_change_of_w_changes_the_output_by_x_times_as_much():
    w, b, x, change = 2.0, -1.0, 3, 0.001
    told(
        "backprop",
        x,
        change,
        round(((w + change) * x + b) - (w * x + b), 6),
        zh="output = w · {} + b：w 变化 {}，output 就变化 {}。",
        en="output = w · {} + b, a change of w by {} changes the output by {}.",
    )


def test_calling_backward_twice_adds_the_gradients():
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    y.backward(retain_graph=True)
    once = x.grad.item()
    y.backward(retain_graph=True)
    told("backprop", 3, zh="`y = x * x`，x = {}。调用两次", en="`y = x * x` with x = {}. You call")
    assert (once, x.grad.item()) == (6, 6 + 6)


def test_how_a_small_number_is_written():
    told("backprop", f"{3.9e-7:.1e}", 3.9, zh="`{}` 表示 {} · 10⁻⁷", en="`{}` means {} · 10⁻⁷")
