"""The error clinic on backward, hooks and export: each cause gives the message, and its cure runs."""

import copy
import gc
import math
import warnings
import weakref

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint

from tests.helpers.claims import raises

ones = torch.ones


def test_what_cuts_the_graph():
    out = nn.Linear(3, 2)(ones(1, 3))
    for cut in (
        lambda: out.detach().sum(),
        lambda: torch.tensor(out.sum().item()),
        lambda: out.argmax(1).float().sum(),
        lambda: (out > 0).float().sum(),
    ):
        with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
            cut().backward()


def test_requiring_a_gradient_of_the_loss_gives_no_parameter_one():
    net = nn.Linear(3, 1)
    net(ones(1, 3)).detach().sum().requires_grad_().backward()
    assert net.weight.grad is None


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_reentrant_checkpoint_without_gradients_of_its_input_leaves_the_graph():
    net = nn.Linear(3, 1)
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        checkpoint(net, ones(1, 3), use_reentrant=True).sum().backward()


def test_a_gan_and_a_hidden_state_go_backward_twice():
    generator, discriminator = nn.Linear(2, 2), nn.Linear(2, 1)
    fake = generator(ones(1, 2)).tanh()
    discriminator(fake).sum().backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        discriminator(fake).sum().backward()
    cell, state = nn.GRUCell(1, 2), None
    state = cell(ones(1, 1), state)
    state.sum().backward()
    with pytest.raises(RuntimeError, match="a second time"):
        cell(ones(1, 1), state).sum().backward()


def test_a_second_pass_needs_what_was_saved_and_a_kept_graph_meets_the_next_error():
    x = ones(2, requires_grad=True)
    for loss, saves in (((x + 1).sum(), False), ((x * x).sum(), True)):
        loss.backward()
        if saves:
            with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
                loss.backward()
        else:
            loss.backward()
    cell, state = nn.GRUCell(1, 2), None
    optimizer = torch.optim.SGD(cell.parameters(), lr=0.1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        for _ in range(3):
            state = cell(ones(1, 1), state)
            state.sum().backward(retain_graph=True)
            optimizer.step()


def test_a_step_between_two_backward_passes_is_an_in_place_change():
    first, second = nn.Linear(2, 2), nn.Linear(2, 1)
    optimizer = torch.optim.SGD(second.parameters(), lr=0.1)
    out = second(first(ones(3, 2)))
    out.sum().backward(retain_graph=True)
    optimizer.step()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        out.pow(2).sum().backward()


def test_what_a_number_says_that_should_be_a_loss():
    for loss, kind in ((np.float32(1), "'numpy.float32' object"), (0, "'int' object")):
        raises("errors/autograd", kind, lambda loss=loss: loss.backward(), AttributeError)


def test_a_gradient_of_another_type():
    w = ones(2, requires_grad=True)

    def assign(grad):
        w.grad = grad

    raises("errors/autograd", "attempting to assign a gradient with dtype 'double'", lambda: assign(ones(2).double()))
    with pytest.raises(RuntimeError, match="with device type"):
        assign(ones(2, device="meta"))
    for grad in (torch.from_numpy(np.ones(2)), ones(2).half(), torch.tensor([1, 2])):
        assign(grad.to(w))
    other = ones(2, device="meta", requires_grad=True)
    other.grad = torch.ones(2).double().to(other)


def test_gradients_as_one_vector_and_gradients_that_zip_has_shifted():
    w = ones(2, 3, requires_grad=True)
    with pytest.raises(RuntimeError, match="attempting to assign a gradient of size"):
        w.grad = ones(6)
    net = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))
    net[0].requires_grad_(False)
    trained = [p for p in net.parameters() if p.requires_grad]
    grads = torch.autograd.grad(net(ones(1, 3)).sum(), trained)
    with pytest.raises(RuntimeError, match="attempting to assign a gradient of size"):
        for p, grad in zip(net.parameters(), grads, strict=False):
            p.grad = grad
    for p, grad in zip(trained, grads, strict=True):
        p.grad = grad


def test_a_complex_loss():
    out = torch.fft.fft(ones(4, requires_grad=True))
    raises("errors/autograd", "grad can be implicitly created only for real scalar outputs", lambda: out.sum().backward())
    torch.fft.fft(ones(4, requires_grad=True)).abs().sum().backward()


def test_an_unused_tensor_gets_none_or_zeros():
    a, b = ones(1, requires_grad=True), ones(1, requires_grad=True)
    loss = (a * 3).sum()
    assert torch.autograd.grad(loss, [a, b], allow_unused=True, retain_graph=True)[1] is None
    assert torch.autograd.grad(loss, [a, b], materialize_grads=True)[1].item() == 0
    w = ones(2, requires_grad=True)
    for other in (w[0], w.clone()):
        with pytest.raises(RuntimeError, match="appears to not have been used in the graph"):
            torch.autograd.grad((w * 2).sum(), other)


@pytest.mark.filterwarnings("ignore")
def test_anomaly_detection_names_an_ordinary_operation_after_an_overflow():
    w, y = ones(1, requires_grad=True), torch.full((1,), 3e38) * 10
    with torch.autograd.detect_anomaly(), pytest.raises(RuntimeError, match="Function 'MulBackward0' returned nan values"):
        (w * y * 0).sum().backward()


def test_a_row_of_padding_idx_stays_zero():
    table = nn.Embedding(4, 2, padding_idx=0)
    table(torch.tensor([0, 1])).sum().backward()
    assert table.weight.grad[0].count_nonzero() == 0
    torch.optim.SGD(table.parameters(), lr=1.0).step()
    assert table.weight[0].count_nonzero() == 0


VIEW = "a view of a leaf Variable that requires grad is being used in an in-place operation"


def test_parts_of_parameters_and_of_inputs_are_views_of_leaves():
    lstm, table, x = nn.LSTM(2, 3), nn.Embedding(4, 2), ones(2, 3, requires_grad=True)

    def forget():
        lstm.bias_ih_l0[3:6].fill_(1.0)

    def row(values):
        table.weight[0] = values

    def column(x):
        x[:, 0] = 0
        return x

    for change in (forget, lambda: row(ones(2)), lambda: row(0.0), lambda: column(x)):
        with pytest.raises(RuntimeError, match=VIEW):
            change()
    with torch.no_grad():
        forget()
        row(ones(2))
    column(x.clone()).sum().backward()
    assert x.grad.tolist() == [[0, 1, 1], [0, 1, 1]]


def test_conversions_that_leave_the_graph_warn_and_item_does_not(recwarn):
    loss = ones(1, requires_grad=True).sum()
    for convert in (float, math.sqrt, lambda loss: torch.tensor([loss])):
        with pytest.warns(UserWarning, match="Converting a tensor with requires_grad=True to a scalar"):
            torch.set_warn_always(True)
            convert(loss)
    torch.set_warn_always(False)
    float(loss)
    recwarn.clear()
    float(loss)  # once in a process
    loss.item()
    assert not recwarn


@pytest.mark.filterwarnings("ignore:Converting a tensor")
def test_losses_in_a_new_tensor_and_through_math_have_no_graph():
    a, b = ones(1, requires_grad=True).sum(), ones(1, requires_grad=True).sum()
    with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
        torch.tensor([a, b]).mean().backward()
    torch.stack([a, b]).mean().backward()
    assert not hasattr(math.sqrt(a), "grad_fn") and torch.sqrt(a).grad_fn


def test_an_inference_tensor_changed_in_place():
    with torch.inference_mode():
        x = ones(2)
    raises("errors/autograd", "Inplace update to inference tensor outside InferenceMode", lambda: x.add_(1))
    x.clone().add_(1)
    (x + nn.Parameter(ones(2))).sum().backward()


def test_a_loop_over_a_tensor_gives_several_views():
    x = ones(2, 3, requires_grad=True) * 1
    with pytest.raises(RuntimeError, match=r"Output 0 of Unbind .* a function that returns multiple views"):
        for row in x:
            row += 1
    with pytest.raises(RuntimeError, match=r"Output 0 of Unbind .* a function that returns multiple views"):
        a, b = x
        a += b


def test_views_of_chunk_and_split_by_hand_and_by_an_in_place_layer():
    changes = (lambda view: view.add_(1), lambda view: view.sigmoid_(), nn.ReLU(inplace=True), nn.Dropout(0.5, inplace=True))
    for cut in (lambda x: x.chunk(2, 1), lambda x: x.split(2, 1)):
        for change in changes:
            with pytest.raises(RuntimeError, match=r"Output 0 of Split .* a function that returns multiple views"):
                change(cut(ones(2, 4, requires_grad=True) * 1)[0])
        nn.ReLU()(cut(ones(2, 4, requires_grad=True) * 1)[0]).sum().backward()
    with pytest.raises(RuntimeError, match="Output 0 of Unbind"):
        (ones(2, 4, requires_grad=True) * 1).unbind(0)[0].add_(1)


CYCLE = r"Using backward\(\) with create_graph=True will create a reference cycle"


@pytest.mark.filterwarnings(f"ignore:{CYCLE}")
def test_a_gradient_with_a_graph_keeps_its_parameter_until_it_is_none():
    def gone(free):
        w = ones(2, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=0.1)
        (w**3).sum().backward(create_graph=True)
        grad = weakref.ref(w.grad)
        if free:
            optimizer.zero_grad()
        del w, optimizer
        gc.collect()
        return grad() is None

    assert gone(True) and not gone(False)


def test_who_warns_of_create_graph():
    net, x = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 1)), ones(2, 3, requires_grad=True)
    torch.set_warn_always(True)
    with pytest.warns(UserWarning, match=CYCLE):  # a penalty
        net(x).sum().backward(create_graph=True)
    (x.grad.norm(dim=1) - 1).square().mean().backward()
    w = ones(2, requires_grad=True)
    loss = (w**3).sum()
    with pytest.warns(UserWarning, match=CYCLE):  # to silence a second backward
        loss.backward(create_graph=True)
    loss.backward()
    torch.set_warn_always(False)
    with warnings.catch_warnings(action="error"):
        torch.autograd.grad((w**3).sum(), w, create_graph=True)
        (w**3).sum().backward()


@pytest.mark.filterwarnings("ignore")
def test_deepcopy_fails_with_the_old_weight_norm():
    net = nn.utils.weight_norm(nn.Linear(2, 2))
    net(ones(1, 2))
    with pytest.raises(RuntimeError, match="Only Tensors created explicitly"):
        copy.deepcopy(net)
    new = nn.utils.parametrizations.weight_norm(nn.Linear(2, 2))
    new(ones(1, 2))
    copy.deepcopy(new)


def test_norms_and_standard_deviations_have_a_gradient_at_zero_and_formulas_of_your_own_have_none():
    def gradient(f):
        x = torch.zeros(2, requires_grad=True)
        f(x).sum().backward()
        return x.grad

    for f in (torch.linalg.norm, torch.std):
        assert gradient(f).tolist() == [0, 0]
    own = (
        lambda x: x.pow(2).sum().sqrt(),
        lambda x: x.var().sqrt(),
        lambda x: 0 * x**0.5,
        lambda x: 0 * x.log(),
        lambda x: x / x,
    )
    assert all(gradient(f).isnan().all() for f in own)
    assert gradient(lambda x: (x.pow(2).sum() + 1e-8).sqrt()).tolist() == [0, 0]
