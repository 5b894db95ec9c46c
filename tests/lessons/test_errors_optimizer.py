"""The error clinic on optimizers and schedules: each cause gives the message, and its cure runs."""

import contextlib
import math
import warnings
from collections.abc import Callable

import pytest
import torch
from torch import nn
from torch.optim import LBFGS, SGD, Adam, AdamW, SparseAdam
from torch.optim import lr_scheduler as schedules

from tests.helpers.claims import raises
from tests.helpers.told import told

PAGE = "errors/optimizer"


def sgd() -> SGD:
    return SGD([nn.Parameter(torch.ones(1))], lr=0.1)


def stepped(scheduler: schedules.LRScheduler, *values) -> float:
    scheduler.optimizer.step()
    scheduler.step(*values)
    return scheduler.optimizer.param_groups[0]["lr"]


# Optimizers


def test_single_tensors_that_are_passed():
    net = nn.Linear(3, 1)
    for one in (net.weight, next(net.parameters()), torch.ones(2, requires_grad=True)):
        raises(
            PAGE,
            "params argument given to the optimizer should be an iterable of Tensors or dicts",
            lambda one=one: SGD(one),
            TypeError,
        )
        SGD([one])
    SGD(net.parameters())


def test_names_that_torch_optim_does_not_have():
    for name in ("adam", "ADAM", "sgd", "RMSProp", "adamw", "lbfgs", "Lion", "Ranger"):
        with pytest.raises(AttributeError, match=f"module 'torch.optim' has no attribute '{name}'"):
            getattr(torch.optim, name)
    assert [name for name in dir(torch.optim) if name.lower() == "rmsprop"] == ["RMSprop"]
    assert torch.optim.Muon
    from torch.optim import adam

    with pytest.raises(TypeError, match="'module' object is not callable"):
        adam([nn.Parameter(torch.ones(1))])


def test_options_that_an_optimizer_does_not_have():
    parameters = [nn.Parameter(torch.ones(1))]
    for name in ("momentum", "nesterov", "dampening", "learning_rate", "beta_1"):
        with pytest.raises(TypeError, match=rf"Adam\.__init__\(\) got an unexpected keyword argument '{name}'"):
            Adam(parameters, **{name: 0.9})
    with pytest.raises(TypeError, match="unexpected keyword argument 'betas'"):
        SGD(parameters, betas=(0.9, 0.99))
    SGD(parameters, momentum=0.9, dampening=0.1)
    assert torch.optim.NAdam(parameters) and torch.optim.Muon([nn.Parameter(torch.ones(2, 2))], nesterov=True)
    (group,) = Adam([{"params": parameters, "learning_rate": 9.0}], lr=0.1).param_groups
    assert group["lr"] == 0.1 and group["learning_rate"] == 9.0


def test_an_optimizer_has_neither_lr_nor_learning_rate():
    optimizer = sgd()
    with pytest.raises(AttributeError, match="'SGD' object has no attribute 'lr'"):
        optimizer.lr *= 0.1
    with pytest.raises(AttributeError, match="'SGD' object has no attribute 'learning_rate'"):
        _ = optimizer.learning_rate
    assert schedules.StepLR(optimizer, 2).get_last_lr() == [optimizer.param_groups[0]["lr"]] == [0.1]


def test_sparse_gradients_and_who_accepts_them():
    one, message = torch.tensor([1]), "Adam does not support sparse gradients, please consider SparseAdam instead"

    def table(kind=nn.Embedding):
        return kind(5, 2, sparse=True)

    def step(net: nn.Module, optimizer: torch.optim.Optimizer, run: Callable) -> None:
        run(net).sum().backward()
        optimizer.step()

    bag = lambda net: net(one, torch.tensor([0]))  # noqa: E731
    look = lambda net: net(one)  # noqa: E731
    picked = lambda net: torch.gather(net.weight, 1, torch.tensor([[0]]), sparse_grad=True)  # noqa: E731
    for make, run in ((table, look), (lambda: table(nn.EmbeddingBag), bag), (lambda: nn.Linear(3, 1, bias=False), picked)):
        for kind in (Adam, AdamW):
            net = make()
            with pytest.raises(RuntimeError, match=message):
                step(net, kind(net.parameters()), run)
            assert [n for n, p in net.named_parameters() if p.grad is not None and p.grad.is_sparse] == ["weight"]
    net = table()
    step(net, SparseAdam(net.parameters()), look)
    for decay in (0, 0.1):
        net = table()
        with pytest.raises(RuntimeError) if decay else contextlib.nullcontext():
            step(net, SGD(net.parameters(), lr=0.1, weight_decay=decay), look)
    both = nn.Sequential(table(), nn.Linear(2, 1))
    raises(PAGE, "SparseAdam does not support dense gradients", lambda: step(both, SparseAdam(both.parameters()), look))
    both = nn.Sequential(table(), nn.Linear(2, 1))
    optimizers = [SparseAdam(both[0].parameters()), Adam(both[1].parameters())]
    both(one).sum().backward()
    for optimizer in optimizers:
        optimizer.step()


def test_what_lbfgs_says_of_other_loops():
    w = nn.Parameter(torch.tensor([3.0]))
    optimizer, scaler = LBFGS([w]), torch.amp.GradScaler("cpu")

    def closure():
        optimizer.zero_grad()
        loss = (w - 1).pow(2).sum()
        loss.backward()
        return loss

    raises(PAGE, "'Tensor' object is not callable", lambda: optimizer.step(closure()), TypeError)
    scaler.scale((w - 1).pow(2).sum()).backward()
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'closure'"):
        scaler.step(optimizer)
    with pytest.raises(RuntimeError, match="Closure use is not currently supported"):
        scaler.step(optimizer, closure=closure)
    optimizer.step(closure)
    assert w.item() == pytest.approx(1)


def trained(dtype: torch.dtype = torch.float32) -> tuple[nn.Module, Adam]:
    net = nn.Linear(3, 1).to(dtype)
    optimizer = Adam(net.parameters())
    return net, trained_on(net, optimizer, dtype)


def trained_on(net: nn.Module, optimizer: Adam, dtype: torch.dtype) -> Adam:
    optimizer.zero_grad()
    net(torch.ones(2, 3, dtype=dtype)).sum().backward()
    optimizer.step()
    return optimizer


@pytest.mark.parametrize(("dtype", "name"), [(torch.float64, "double"), (torch.half, "c10::Half")])
def test_averages_of_the_old_type_and_how_they_become_new(dtype, name):
    message = f"expected dtype float for `end` but got dtype {name}"
    net, optimizer = trained()
    net.to(dtype)
    with pytest.raises(RuntimeError, match=message):
        trained_on(net, optimizer, dtype)
    optimizer.load_state_dict(optimizer.state_dict())
    trained_on(net, optimizer, dtype)
    assert optimizer.state[net.weight]["exp_avg"].dtype == dtype

    saved = trained()[1].state_dict()
    for first in (True, False):
        net = nn.Linear(3, 1)
        if first:
            net.to(dtype)
        optimizer = Adam(net.parameters())
        optimizer.load_state_dict(saved)
        net.to(dtype)
        with contextlib.nullcontext() if first else pytest.raises(RuntimeError, match=message):
            trained_on(net, optimizer, dtype)


def test_when_a_scaler_finds_no_inf_checks():
    def run(order: str) -> None:
        net, scaler = nn.Linear(3, 1), torch.amp.GradScaler("cpu")
        optimizer = SGD(net.parameters(), lr=0.1)
        loss = scaler.scale((nn.Linear(3, 1) if order == "other" else net)(torch.ones(1, 3)).sum())
        if order != "before":
            loss.backward()
        scaler.step(optimizer)

    for order in ("other", "before"):
        with pytest.raises(AssertionError, match="No inf checks were recorded for this optimizer"):
            run(order)
    run("right")


# Clipping


def test_what_leaves_nothing_to_clip():
    clip = nn.utils.clip_grad_norm_
    net = nn.Linear(3, 1)
    net(torch.ones(2, 3)).sum().backward()

    def counted():
        parameters = net.parameters()
        sum(p.numel() for p in parameters)
        return parameters

    def used():
        parameters = net.parameters()
        SGD(parameters)
        return parameters

    class Hidden(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(3, 1)]

    for parameters in (counted(), used(), Hidden().parameters()):
        with pytest.warns(UserWarning, match="`parameters` is an empty generator, no gradient clipping will occur"):
            assert clip(parameters, 1.0) == 0
    assert list(Hidden().parameters()) == []
    parameters = net.parameters()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert clip(parameters, 1.0) > 0
        chosen = filter(lambda p: p.requires_grad, net.parameters())
        SGD(chosen)
        assert clip(chosen, 1.0) == 0
        kept = list(net.parameters())
        SGD(kept)
        assert clip(kept, 1.0) > 0
    with pytest.warns(UserWarning, match="empty generator"):
        clip(parameters, 1.0)


# Schedules


def test_when_a_scheduler_looks_for_the_initial_learning_rate():
    message = "param 'initial_lr' is not specified"
    used = sgd()
    stepped(schedules.StepLR(used, 1))
    for epoch in (0, 5):
        with pytest.raises(KeyError, match=message):
            schedules.StepLR(sgd(), 1, last_epoch=epoch)
    late = sgd()
    with pytest.raises(KeyError, match=message):
        schedules.StepLR(late, 1, last_epoch=1)
    late.load_state_dict(used.state_dict())
    assert "initial_lr" in late.param_groups[0]
    schedules.StepLR(late, 1, last_epoch=1)
    without = sgd()
    without.load_state_dict(sgd().state_dict())
    with pytest.raises(KeyError, match=message):
        schedules.StepLR(without, 1, last_epoch=1)
    schedules.StepLR(sgd(), 1, last_epoch=-1)


def test_what_is_taken_for_an_epoch():
    message = "The epoch parameter in `scheduler.step()` was not necessary"
    match = message.replace("(", r"\(").replace(")", r"\)").replace(".", r"\.")
    for values in ((0,), (0.37,)):
        with pytest.warns(UserWarning, match=match):
            assert stepped(schedules.StepLR(sgd(), 1), *values) == 0.1
    scheduler = schedules.StepLR(sgd(), 1)
    with pytest.warns(UserWarning, match=match):
        assert [stepped(scheduler, loss) for loss in (0.9, 0.5, 0.2)] == [0.1, 0.1, 0.1]
    with pytest.warns(UserWarning, match=match):
        stepped(schedules.ReduceLROnPlateau(sgd()), 0.3, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stepped(schedules.StepLR(sgd(), 1))
        stepped(schedules.ReduceLROnPlateau(sgd()), 0.3)
        stepped(schedules.CosineAnnealingWarmRestarts(sgd(), 10), 0.5)


def test_who_calls_get_lr():
    class WarmUp(schedules.LRScheduler):
        def __init__(self, optimizer, after):
            self.after = after
            super().__init__(optimizer)

        def get_lr(self):
            return self.after.get_lr()

    match = r"To get the last learning rate computed by the scheduler, please use `get_last_lr\(\)`"
    optimizer = sgd()
    with pytest.warns(UserWarning, match=match):
        WarmUp(optimizer, schedules.ExponentialLR(optimizer, 0.5))
    with pytest.warns(UserWarning, match=match):
        schedules.ExponentialLR(sgd(), 0.5).get_lr()
    plateau = schedules.ReduceLROnPlateau(sgd())
    with pytest.raises(NotImplementedError):
        plateau.get_lr()
    assert plateau.get_last_lr() == [plateau.optimizer.param_groups[0]["lr"]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        optimizer = sgd()
        parts = [schedules.LinearLR(optimizer, 0.1), schedules.ExponentialLR(optimizer, 0.5)]
        assert stepped(schedules.SequentialLR(optimizer, parts, [2]))


def test_verbose_by_name_by_position_and_passed_on():
    class Own(schedules.LRScheduler):
        def __init__(self, optimizer, verbose=False):
            super().__init__(optimizer, -1, verbose=verbose)

    for kind, values in ((schedules.StepLR, (2,)), (schedules.CosineAnnealingLR, (10,)), (schedules.ReduceLROnPlateau, ())):
        with pytest.raises(TypeError, match=rf"{kind.__name__}\.__init__\(\) got an unexpected keyword argument 'verbose'"):
            kind(sgd(), *values, verbose=True)
    with pytest.raises(TypeError, match=r"LRScheduler\.__init__\(\) got an unexpected keyword argument 'verbose'"):
        Own(sgd())
    wrong = (2, 0.1, -1, True)
    count = 2 + len(wrong)
    message = f"takes from 3 to {count - 1} positional arguments but {count} were given"
    raises(PAGE, message, lambda: schedules.StepLR(sgd(), *wrong), TypeError)
    told(
        "errors/optimizer",
        3,
        count - 1,
        count,
        zh="`takes from {} to {} positional arguments but {} were given`",
        en="`takes from {} to {} positional arguments but {} were given`",
    )
    schedules.StepLR(sgd(), *wrong[:-1])


def test_how_reduce_lr_on_plateau_lacks_its_number():
    missing = r"missing 1 required positional argument: 'metrics'"
    for settings in ({}, {"epoch": 3}):
        with pytest.raises(TypeError, match=missing):
            schedules.ReduceLROnPlateau(sgd()).step(**settings)
    with pytest.raises(TypeError, match="unexpected keyword argument 'loss'"):
        schedules.ReduceLROnPlateau(sgd()).step(loss=1.0)
    for scheduler in (schedules.ReduceLROnPlateau(sgd()), schedules.StepLR(sgd(), 1)):
        if isinstance(scheduler, schedules.ReduceLROnPlateau):
            scheduler.step(math.e)
        else:
            stepped(scheduler)


def test_one_cycle_that_is_resumed_for_longer_than_was_planned():
    def run(scheduler, steps: int) -> dict:
        for _ in range(steps):
            stepped(scheduler)
        return scheduler.state_dict()

    first = sgd()
    saved = run(schedules.OneCycleLR(first, 0.1, total_steps=4), 4)
    again, longer = sgd(), {"max_lr": 0.1, "total_steps": 8}
    scheduler = schedules.OneCycleLR(again, **longer)
    scheduler.load_state_dict(saved)
    with pytest.raises(ValueError, match="Tried to step 5 times"):
        run(scheduler, 1)
    again = sgd()
    again.load_state_dict(first.state_dict())
    run(schedules.OneCycleLR(again, 0.1, total_steps=4), 4)
    saved = run(schedules.OneCycleLR(sgd(), **longer), 4)
    planned = schedules.OneCycleLR(sgd(), **longer)
    planned.load_state_dict(saved)
    run(planned, 4)
    run(schedules.OneCycleLR(sgd(), 0.1, total_steps=4), 4)


def test_a_loss_in_the_place_of_an_epoch_decides_the_learning_rate():
    scheduler = schedules.CosineAnnealingLR(sgd(), 10)
    with pytest.warns(UserWarning, match="The epoch parameter"):
        high, low = stepped(scheduler, 5.0), stepped(scheduler, 0.0)
    assert high == pytest.approx(0.05) and low == 0.1
