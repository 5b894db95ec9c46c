"""What the lesson `backprop` says of recording that is switched off: no_grad, inference_mode, detach."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


@pytest.mark.parametrize("operation", [lambda w, b: w + b, lambda w, b: w - b, lambda w, b: w * b.clone()])
def test_a_result_of_inference_mode_works_where_it_is_not_saved(operation):
    weight = leaf(1.0, 2.0)
    with torch.inference_mode():
        b = weight * 2
    operation(weight, b).sum().backward()
    assert weight.grad is not None


@pytest.mark.parametrize("operation", [lambda w, b: w * b, lambda w, b: w @ b, lambda w, b: F.mse_loss(w, b)])
def test_a_result_of_inference_mode_cannot_be_saved_and_one_of_no_grad_can(operation):
    weight = leaf(1.0, 2.0)
    with torch.inference_mode():
        b = weight * 2
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        operation(weight, b)
    with torch.no_grad():
        a = weight * 2
    operation(weight, a).sum().backward()
    assert weight.grad is not None


def test_inference_mode_counts_no_versions():
    with torch.inference_mode():
        b = torch.ones(2) * 2
    with pytest.raises(RuntimeError, match="Inference tensors do not track version counter"):
        b._version  # noqa: B018
    with torch.no_grad():
        assert (torch.ones(2) * 2)._version == 0


def test_detach_and_clone_makes_a_copy_of_its_own():
    weight = leaf(1.0, 2.0)
    weight.detach().clone()[0] = 9.0
    assert weight.tolist() == [1.0, 2.0]


@pytest.mark.filterwarnings("ignore:To copy construct")
@pytest.mark.parametrize(
    "cut", [lambda t: t.argmax().float(), lambda t: t.detach().sum(), lambda t: torch.tensor(t.sum().item()), torch.tensor]
)
def test_what_cuts_the_graph(cut):
    output = nn.Linear(3, 2)(torch.rand(3))
    assert output.requires_grad and not cut(output).requires_grad
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad and does not have a grad_fn"):
        cut(output).sum().backward()


def test_no_grad_around_everything_cuts_it_too():
    with torch.no_grad():
        loss = nn.Linear(3, 2)(torch.rand(3)).sum()
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        loss.backward()


def test_a_cut_inside_a_network_raises_nothing_and_stops_what_is_before_it():
    first, second, x = nn.Linear(3, 4), nn.Linear(4, 1), torch.rand(2, 3)
    second(first(x).detach()).sum().backward()
    assert first.weight.grad is None and second.weight.grad is not None
    for keeps in (F.relu, lambda h: torch.flatten(h, 1)):
        first.zero_grad()
        second(keeps(first(x))).sum().backward()
        assert first.weight.grad is not None
