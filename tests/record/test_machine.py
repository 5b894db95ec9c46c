"""The machine that examples run on: where tensors land, what it says of accelerators, when it sends draws to the CPU."""

from __future__ import annotations

import io

import numpy
import pytest
import torch
from torch import nn
from torch.utils._device import _device_constructors

from tests.helpers.draws import EXAMPLES, QUIET
from tools.record.runner.devices import CPU, SeededOnCPU, machine, without_device

each = pytest.mark.parametrize("name", EXAMPLES)
quiet = pytest.mark.parametrize("name", QUIET)


# Where things land under the default device

LANDS = {
    "arange": lambda: torch.arange(3),
    "as_tensor": lambda: torch.as_tensor([1.0]),
    "asarray": lambda: torch.asarray([1.0]),
    "bartlett_window": lambda: torch.bartlett_window(3),
    "blackman_window": lambda: torch.blackman_window(3),
    "empty": lambda: torch.empty(3),
    "empty_permuted": lambda: torch.empty_permuted((2, 3), (1, 0)),
    "empty_quantized": None,  # per-tensor quantized memory: no lesson has it
    "empty_strided": lambda: torch.empty_strided((2, 3), (1, 2)),
    "eye": lambda: torch.eye(3),
    "fft_fftfreq": lambda: torch.fft.fftfreq(3),
    "fft_rfftfreq": lambda: torch.fft.rfftfreq(3),
    "full": lambda: torch.full((3,), 1.0),
    "hamming_window": lambda: torch.hamming_window(3),
    "hann_window": lambda: torch.hann_window(3),
    "kaiser_window": lambda: torch.kaiser_window(3),
    "linspace": lambda: torch.linspace(0, 1, 3),
    "logspace": lambda: torch.logspace(0, 1, 3),
    "nested_tensor": None,  # cannot be made on meta
    "ones": lambda: torch.ones(3),
    "rand": lambda: torch.rand(3),
    "randint": lambda: torch.randint(3, (3,)),
    "randn": lambda: torch.randn(3),
    "randperm": lambda: torch.randperm(3),
    "range": None,  # deprecated, it warns
    "scalar_tensor": lambda: torch.scalar_tensor(1.0),
    "sparse_bsc_tensor": lambda: torch.sparse_bsc_tensor([0, 1], [0], [[[1.0]]], (1, 1)),
    "sparse_bsr_tensor": lambda: torch.sparse_bsr_tensor([0, 1], [0], [[[1.0]]], (1, 1)),
    "sparse_compressed_tensor": lambda: torch.sparse_compressed_tensor([0, 1], [0], [1.0], (1, 1), layout=torch.sparse_csr),
    "sparse_coo_tensor": lambda: torch.sparse_coo_tensor([[0], [0]], [1.0], (1, 1)),
    "sparse_csc_tensor": lambda: torch.sparse_csc_tensor([0, 1], [0], [1.0], (1, 1)),
    "sparse_csr_tensor": lambda: torch.sparse_csr_tensor([0, 1], [0], [1.0], (1, 1)),
    "tensor": lambda: torch.tensor([1.0]),
    "tril_indices": lambda: torch.tril_indices(3, 3),
    "triu_indices": lambda: torch.triu_indices(3, 3),
    "zeros": lambda: torch.zeros(3),
}


def loaded():
    file = io.BytesIO()
    torch.save(torch.ones(3, device="cpu"), file)
    file.seek(0)
    return torch.load(file)


STAYS = {
    "from_numpy": lambda: torch.from_numpy(numpy.ones(3)),
    "frombuffer": lambda: torch.frombuffer(bytearray(8), dtype=torch.float32),
    "Tensor(sizes)": lambda: torch.Tensor(3),
    "Tensor(list)": lambda: torch.Tensor([1.0]),
    "FloatTensor": lambda: torch.FloatTensor([1.0]),
    "Generator": lambda: torch.Generator(),
    "normal(floats)": lambda: torch.normal(0.0, 1.0, (3,)),
    "load": loaded,
    "new_ones of a CPU tensor": lambda: torch.from_numpy(numpy.ones(3)).new_ones(3),
    "rand_like of a CPU tensor": lambda: torch.rand_like(torch.from_numpy(numpy.ones(3))),
}


def test_every_factory_of_torch_is_known():
    assert {factory.__name__ for factory in _device_constructors()} == LANDS.keys()


@pytest.mark.filterwarnings("ignore:Sparse")
@pytest.mark.parametrize("name", [name for name in LANDS if LANDS[name]])
def test_lands_on_the_default_device(name):
    with machine("meta"):
        assert LANDS[name]().device.type == "meta"
        assert nn.Linear(3, 2).weight.is_meta


@pytest.mark.parametrize("name", STAYS)
def test_stays_on_the_cpu(name):
    with machine("meta"):
        assert STAYS[name]().device == CPU


# The machine


def settings() -> tuple:
    cuda, cudnn = torch.backends.cuda, torch.backends.cudnn
    attention = cuda.flash_sdp_enabled(), cuda.mem_efficient_sdp_enabled(), cuda.cudnn_sdp_enabled(), cuda.math_sdp_enabled()
    precision = cuda.matmul.fp32_precision, cudnn.conv.fp32_precision, cudnn.rnn.fp32_precision, cudnn.allow_tf32
    return torch.get_default_device().type, cudnn.enabled, cudnn.deterministic, cudnn.benchmark, attention, precision


def test_a_device_is_set_up_and_put_back():
    before = settings()
    exact = True, True, False, (False, False, False, True), ("ieee", "ieee", "ieee", False)
    with pytest.raises(ZeroDivisionError), machine("meta"):
        assert settings() == ("meta", *exact)
        raise ZeroDivisionError
    assert settings() == before
    with machine("meta", own=True):
        assert settings() == ("cpu", *exact)
        assert not torch.ones(3).is_meta
    with machine("cpu"):
        assert settings() == before
    assert settings() == before


ANSWERS = {
    "cuda.is_available": (lambda: torch.cuda.is_available(), True, False),
    "cuda.device_count": (lambda: torch.cuda.device_count(), 1, 0),
    "accelerator.is_available": (lambda: torch.accelerator.is_available(), True, False),
    "accelerator.device_count": (lambda: torch.accelerator.device_count(), 1, 0),
    "current_accelerator": (lambda: torch.accelerator.current_accelerator(), torch.device("cuda"), None),
    "if available": (lambda: torch.accelerator.current_accelerator(check_available=True), torch.device("cuda"), None),
    "if available, by place": (lambda: torch.accelerator.current_accelerator(True), torch.device("cuda"), None),
    "xpu": (lambda: torch.xpu.is_available(), True, False),
    "mps": (lambda: torch.backends.mps.is_available(), True, False),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_the_cpu_machine_hides_an_accelerator(question, monkeypatch):
    monkeypatch.setattr(torch._C, "_accelerator_getAccelerator", lambda: torch.device("cuda"))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.xpu, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    ask, there, hidden = ANSWERS[question]
    assert ask() == there
    with machine("cpu"):
        assert ask() == hidden
    assert ask() == there


def test_traced_code_runs_without_the_mode():
    with machine("meta") as run, run(True) as seen:
        assert torch.utils._python_dispatch._get_current_dispatch_mode() is None
        assert torch.ones(3).is_meta
    assert seen.draws == 0


def test_other_code_runs_in_the_mode():
    with machine("meta") as run, run(False) as seen:
        assert torch.utils._python_dispatch._get_current_dispatch_mode() is seen
        assert seen.__class__ is SeededOnCPU


# Drawn from a seeded generator of the example's own: these need no torch.manual_seed.
OWN_GENERATOR = {"DataLoader generator"}


@each
def test_the_cpu_machine_sees_draws(name):
    with machine("cpu") as run:
        with run(False) as seen:
            EXAMPLES[name]()
        assert seen.draws == (name not in OWN_GENERATOR)
        with pytest.raises(ZeroDivisionError), run(False) as failing:
            EXAMPLES[name]()
            raise ZeroDivisionError
        assert failing.draws == seen.draws


@quiet
def test_the_cpu_machine_sees_no_draws_where_there_are_none(name):
    with machine("cpu") as run, run(False) as seen:
        QUIET[name]()
    assert seen.draws == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tensor([1., 2.], device='cuda:0')", "tensor([1., 2.])"),
        ("tensor(1., device='cuda:1', grad_fn=<SumBackward0>)", "tensor(1., grad_fn=<SumBackward0>)"),
        (
            "tensor([1.,\n        2.],\n       device='cuda:0', requires_grad=True)",
            "tensor([1.,\n        2.], requires_grad=True)",
        ),
        ("tensor(..., device='meta', size=(3,))", "tensor(..., size=(3,))"),
        ("device(type='cuda', index=0)", "device(type='cuda', index=0)"),
        ("Linear(device='cuda')", "Linear(device='cuda')"),
    ],
)
def test_without_device(text, expected):
    assert without_device(text) == expected


def test_without_device_makes_any_tensor_print_as_on_the_cpu():
    with torch.device("meta"):
        assert without_device(repr(torch.ones(3))) == "tensor(..., size=(3,))"
