"""The error clinic on losses and optimizers: each cause gives the message, and its cure runs."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros, tensor = torch.zeros, torch.tensor


def parameters(count: int = 1) -> list[nn.Parameter]:
    return [nn.Parameter(torch.ones(2)) for _ in range(count)]


# Losses


def test_the_highest_label_is_one_less_than_the_number_of_classes():
    scores = zeros(1, 10)
    F.cross_entropy(scores, tensor([9]))
    for wrong in (10, -1, 255):
        with pytest.raises(IndexError, match=f"Target {wrong} is out of bounds"):
            F.cross_entropy(scores, tensor([wrong]))
    told("errors/training", 9, 10, zh="对应编号 0 到 {}，没有 {}", en="stand for the indices 0 to {}, and there is no {}")
    told("errors/training", 255, zh="值是 −1 或 {}：用", en="Their value is −1 or {}: pass it")
    F.cross_entropy(scores, tensor([-100, 3]).expand(1, 2)[:, 1])
    assert F.cross_entropy(zeros(2, 3), tensor([0, -100])) == F.cross_entropy(zeros(1, 3), tensor([0]))


def test_tokens_that_are_flattened_on_one_side_only():
    with pytest.raises(ValueError, match=r"batch_size \(10\) to match target batch_size \(2\)"):
        F.cross_entropy(zeros(2, 5, 10).view(-1, 10), zeros(2, 5, dtype=torch.long))


def test_integers_of_other_types_are_refused_as_class_indices():
    for dtype, name in ((torch.int32, "Int"), (torch.bool, "Bool")):
        raises(
            "errors/training", f"but got {name}", lambda dtype=dtype: F.cross_entropy(zeros(2, 3), tensor([0, 1], dtype=dtype))
        )


def test_one_hot_rows_and_indices_differ_with_weights_only():
    torch.manual_seed(0)
    scores, rows, weight = torch.randn(4, 3), F.one_hot(tensor([0, 1, 2, 2]), 3), tensor([1.0, 2.0, 5.0])
    assert torch.allclose(F.cross_entropy(scores, rows.float()), F.cross_entropy(scores, rows.argmax(1)))
    assert not torch.allclose(F.cross_entropy(scores, rows.float(), weight), F.cross_entropy(scores, rows.argmax(1), weight))


def test_an_output_without_classes_is_taken_for_one_sample():
    for scores in (zeros(2, 10).argmax(1), zeros(3)):
        with pytest.raises(RuntimeError, match="Expected floating point type for target with class probabilities"):
            F.cross_entropy(scores, zeros(len(scores), dtype=torch.long))


def test_nan_and_a_target_out_of_range_in_bce():
    with pytest.raises(RuntimeError, match="all elements of input should be between 0 and 1"):
        F.binary_cross_entropy(tensor([float("nan")]), tensor([1.0]))
    raises("errors/training", "all elements of target", lambda: F.binary_cross_entropy(tensor([0.5]), tensor([2.0])))


def test_which_losses_say_found_dtype_in_the_call_or_in_backward_and_which_convert():
    def call(loss, dtype):
        return loss(nn.Linear(3, 1)(torch.ones(4, 3)).sigmoid(), zeros(4, 1, dtype=dtype))

    for dtype, name in ((torch.float64, "Double"), (torch.long, "Long")):
        says = f"Found dtype {name} but expected Float"
        raises("errors/training", says, lambda dtype=dtype: call(nn.BCELoss(), dtype))
        raises("errors/training", says, call(nn.HuberLoss(), dtype).backward)
        call(nn.MSELoss(), dtype).backward()


def test_one_hot_rows_where_the_loss_wants_indices():
    rows, scores = F.one_hot(tensor([0, 1, 2, 2]), 3), zeros(4, 3).log_softmax(1)
    with pytest.raises(RuntimeError, match="0D or 1D target tensor expected, multi-target not supported"):
        nn.NLLLoss()(scores, rows)
    for columns in (rows, rows.float()):
        with pytest.raises(RuntimeError, match="0D or 1D target tensor expected, multi-target not supported"):
            F.cross_entropy(zeros(4, 2), columns)
    with pytest.raises(RuntimeError, match="Expected floating point type for target with class probabilities"):
        F.cross_entropy(scores, rows)
    nn.NLLLoss()(scores, rows.argmax(1))


def test_operations_and_layers_that_say_expected_scalar_type():
    x = torch.ones(2, 1, 3, 3)
    with pytest.raises(RuntimeError, match="expected scalar type Float but found Double"):
        torch.bmm(x[:, 0], x[:, 0].double())
    with pytest.raises(RuntimeError, match="expected scalar type Double but found Float"):
        nn.ConvTranspose2d(1, 1, 1)(x.double())
    for layer in (nn.Linear(3, 1), nn.Conv2d(1, 1, 1), nn.LayerNorm(3), nn.BatchNorm2d(1), nn.PReLU()):
        with pytest.raises(RuntimeError) as error:
            layer(x.double())
        assert "expected scalar type" not in str(error.value)


def test_squeeze_of_a_batch_of_one_warns_against_its_target():
    with pytest.warns(UserWarning, match="Using a target size"):
        nn.MSELoss()(zeros(1, 1).squeeze(), zeros(1))


def test_what_a_loss_says_of_a_tuple_and_of_an_array_of_weights():
    raises(
        "errors/training", "'tuple' object has no attribute 'size'", lambda: nn.MSELoss()((zeros(2), 1), zeros(2)), AttributeError
    )
    raises("errors/training", "'list' object", lambda: nn.CrossEntropyLoss(weight=[1.0, 2.0]), TypeError)
    raises("errors/training", "'dict' object", lambda: nn.CrossEntropyLoss(weight={0: 1.0, 1: 2.0}), TypeError)
    raises("errors/training", "'float' object", lambda: nn.BCEWithLogitsLoss(pos_weight=3.0), TypeError)
    told(
        "errors/training",
        3.0,
        3.0,
        zh="`pos_weight={}` 的写 `'float' object`：写成 `torch.tensor([{}])`",
        en="for `pos_weight={}`: write `torch.tensor([{}])`",
    )
    nn.BCEWithLogitsLoss(pos_weight=tensor([3.0]))(zeros(2), zeros(2))
    with pytest.raises(TypeError, match=r"cannot assign 'numpy.ndarray' object to buffer 'weight'"):
        nn.CrossEntropyLoss(weight=np.array([1.0, 2.0]))
    assert torch.from_numpy(np.array([1.0])).dtype == torch.float64


def test_label_smoothing_is_checked_in_the_first_call_and_above_1_only():
    torch.manual_seed(0)
    scores, target = torch.randn(4, 3), tensor([0, 1, 2, 0])
    loss = lambda amount: nn.CrossEntropyLoss(label_smoothing=amount)(scores, target)  # noqa: E731
    for wrong in (10, 0.1 * 11):
        nn.CrossEntropyLoss(label_smoothing=wrong)
        with pytest.raises(RuntimeError, match=r"label_smoothing must be between 0.0 and 1.0"):
            loss(wrong)
    loss(min(0.1 * 11, 1.0))
    assert loss(-0.1) == loss(0.0) != loss(0.1)


def test_where_floats_do_not_fit_into_integers():
    loss, says = nn.BCEWithLogitsLoss(), "result type Float can't be cast to the desired output type Long"
    labels = F.one_hot(tensor([1, 0]), 2)
    assert labels.dtype == torch.int64

    def add():
        x = tensor([1, 2])
        x += 0.5

    def divide(dtype=torch.int64):
        x = tensor([1, 2], dtype=dtype)
        x /= 2

    for wrong in (lambda: loss(zeros(2), tensor([1, 0])), lambda: loss(zeros(2, 2), labels), add, divide):
        with pytest.raises(RuntimeError, match=says):
            wrong()
    with pytest.raises(RuntimeError, match="to the desired output type Byte"):
        divide(torch.uint8)
    loss(zeros(2, 2), labels.float())
    assert (tensor([1, 2]) + 0.5).tolist() == [1.5, 2.5] and (tensor([1, 2]) / 2).tolist() == [0.5, 1.0]
    told(
        "errors/training",
        0.5,
        2,
        0.5,
        zh="`x += {}`、`x /= {}`：写 `x = x + {}`",
        en="`x += {}` or `x /= {}`: write `x = x + {}`",
    )


def test_a_criterion_that_was_made_of_tensors_or_is_called_loss_has_no_backward():
    out, target = zeros(1, 1, requires_grad=True), zeros(1, 1)
    with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
        criterion = nn.L1Loss(out, target)
    with pytest.raises(AttributeError, match="'L1Loss' object has no attribute 'backward'"):
        criterion.backward()
    with pytest.raises(RuntimeError, match="Boolean value of Tensor with more than one value is ambiguous"):
        nn.L1Loss(zeros(2), zeros(2))
    loss = nn.CrossEntropyLoss()
    loss(zeros(2, 3, requires_grad=True), tensor([0, 1]))
    with pytest.raises(AttributeError, match="'CrossEntropyLoss' object has no attribute 'backward'"):
        loss.backward()
    nn.L1Loss()(out, target).backward()


def test_what_losses_say_of_none():
    raises("errors/training", "'NoneType' object has no attribute 'size'", lambda: nn.MSELoss()(None, zeros(2)), AttributeError)


def test_ctc_with_the_batch_first():
    out = zeros(2, 6, 5).log_softmax(2)
    with pytest.raises(RuntimeError, match="Expected input_lengths to have value at most 2, but got value 6"):  # the batch size
        nn.CTCLoss()(out, torch.ones(6, 3, dtype=torch.long), torch.full((6,), 6), torch.full((6,), 3))
    call = lambda: nn.CTCLoss()(out, torch.ones(2, 3, dtype=torch.long), tensor([6, 5]), tensor([3, 2]))  # noqa: E731
    raises("errors/training", "input_lengths must be of size batch_size", call)


def test_the_third_positional_argument_of_a_loss_is_old():
    with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
        assert nn.CrossEntropyLoss(torch.ones(3), False).reduction == "sum"
    with pytest.warns(UserWarning, match="please use reduction='mean' instead"):
        assert nn.MSELoss("sum").reduction == "mean"
    for option, value in (("size_average", "sum"), ("reduce", "none")):
        with pytest.warns(UserWarning, match=f"please use reduction='{value}' instead"):
            assert nn.MSELoss(**{option: False}).reduction == value
    with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
        assert isinstance(nn.MSELoss(zeros(1), zeros(1)), nn.Module)


def test_a_tensor_is_looked_for_in_a_list():
    with pytest.raises(RuntimeError, match="Boolean value of Tensor with more than one value is ambiguous"):
        zeros(2) in [torch.ones(2)]  # noqa: B015


# Optimizers and schedulers


def test_what_an_optimizer_says_of_other_things_than_parameters():
    net = nn.Linear(2, 1)
    raises("errors/optimizer", "'Linear' object is not iterable", lambda: torch.optim.SGD(net, lr=0.1), TypeError)
    raises("errors/optimizer", "'method' object is not iterable", lambda: torch.optim.SGD(net.parameters, lr=0.1), TypeError)
    raises(
        "errors/optimizer",
        "unsupported operand type(s) for +: 'generator' and 'generator'",
        lambda: net.parameters() + net.parameters(),
        TypeError,
    )
    with pytest.raises(TypeError, match=r"torch\.nn\.modules\.linear\.Linear"):
        torch.optim.SGD([net], lr=0.1)


def test_a_generator_that_is_used_up_gives_an_empty_list():
    used = nn.Linear(2, 1).parameters()
    torch.optim.SGD(used, lr=0.1)
    with pytest.raises(ValueError, match="optimizer got an empty parameter list"):
        torch.optim.SGD(used, lr=0.1)


def test_assigning_lr_of_an_optimizer_does_nothing():
    (w,) = parameters()
    optimizer = torch.optim.SGD([w], lr=0.1)
    optimizer.lr = 100.0
    w.grad = torch.ones(2)
    optimizer.step()
    assert torch.allclose(w, tensor([0.9, 0.9]))


def test_one_cycle_by_epochs_and_batches_counts_the_incomplete_batch():
    optimizer = torch.optim.SGD(parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, epochs=2, steps_per_epoch=3)
    for _ in range(6):
        optimizer.step()
        scheduler.step()
    with pytest.raises(ValueError, match="Tried to step"):
        scheduler.step()


def test_plateau_in_mode_min_takes_a_rising_accuracy_for_no_improvement():
    for mode, falls in (("min", True), ("max", False)):
        optimizer = torch.optim.SGD(parameters(), lr=0.1)
        scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode=mode, patience=1)
        for accuracy in (0.5, 0.6, 0.7, 0.8):
            scheduler.step(accuracy)
        assert (optimizer.param_groups[0]["lr"] < 0.1) == falls


def test_norms_that_are_not_finite_pass_without_the_flag():
    (w,) = parameters()
    w.grad = tensor([float("nan"), 1.0])
    torch.nn.utils.clip_grad_norm_([w], 1.0)
    torch.optim.SGD([w], lr=0.1).step()
    assert w.isnan().any()


def test_a_scaler_needs_update_between_two_steps():
    net = nn.Linear(1, 1)
    optimizer, scaler = torch.optim.SGD(net.parameters(), lr=0.1), torch.amp.GradScaler("cpu")
    for again in (False, True):
        scaler.scale(net(torch.ones(1, 1)).sum()).backward()
        if again:
            with pytest.raises(RuntimeError, match=r"unscale_\(\)"):
                scaler.unscale_(optimizer)
        else:
            scaler.unscale_(optimizer)
            scaler.step(optimizer)


def test_adamw_refuses_sparse_gradients_too():
    table = nn.Embedding(10, 2, sparse=True)
    table(tensor([1])).sum().backward()
    with pytest.raises(RuntimeError, match="Adam does not support sparse gradients"):
        torch.optim.AdamW(table.parameters()).step()
