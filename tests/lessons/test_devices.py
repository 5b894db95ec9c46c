"""What the prose of the lesson `devices` says beyond the outputs that its page shows."""

import inspect
import mmap
import re
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.checkpoint import checkpoint
from torch.utils.data import DataLoader, TensorDataset

from snippets.devices.blocks import make_net, megabytes, saved
from snippets.devices.left_cured import Net as Cured
from snippets.devices.pick import device
from tests.helpers.claims import raises
from tests.helpers.told import told
from tools.base.project import DOCS, SNIPPETS

without_cuda = pytest.mark.skipif(torch.cuda.is_available(), reason="of machines without a GPU")


# One line


def test_the_line_gives_a_device_without_index():
    assert isinstance(device, torch.device)
    assert device.index is None


def test_cuda_and_its_first_device_are_unequal_but_of_one_type():
    assert torch.device("cuda") != torch.device("cuda:0")
    assert torch.device("cuda").type == torch.device("cuda:0").type


def test_one_idiom_for_the_device_on_the_whole_site():
    """Its older form stands on the two pages that tell of it: of devices, and of older versions of torch."""
    old = re.compile(r"if torch\.cuda\.is_available\(\) else")
    sources = [*DOCS.glob("*/**/*.md"), *SNIPPETS.glob("*/*.py")]
    found = {path.name for path in sources if old.search(path.read_text("utf-8"))}
    assert len(sources) > 500 and found == {"devices.md", "versions.md"}
    lines = [path for path in SNIPPETS.glob("*/*.py") if "current_accelerator(" in path.read_text("utf-8")]
    line = "device = torch.accelerator.current_accelerator(check_available=True) or torch.device"
    assert len(lines) >= 4 and all(line in path.read_text("utf-8") for path in lines)


def test_older_calls_are_short_for_to():
    assert nn.Linear(2, 1, device="cpu").cpu().weight.device == torch.device("cpu")
    assert nn.Module.cuda.__doc__ and "device (int, optional)" in nn.Module.cuda.__doc__


# What moves


def test_a_module_moves_in_place_and_a_tensor_does_not():
    net, x = nn.Linear(2, 1), torch.ones(1, 2)
    assert net.to("meta") is net and net.weight.is_meta
    assert x.to("meta") is not x and not x.is_meta


def test_the_account_of_what_moves():
    net = nn.Linear(2, 2)
    net.mean = nn.Buffer(torch.zeros(2), persistent=False)
    net.offset = torch.zeros(2)
    net.layers = [nn.Linear(2, 2)]
    net.to("meta")
    assert net.mean.is_meta
    assert not net.offset.is_meta and not net.layers[0].weight.is_meta


def test_one_layer_moves_alone():
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    net[1].to("meta")
    assert not net[0].weight.is_meta and net[1].weight.is_meta


def test_a_loaded_state_goes_to_where_the_parameters_are():
    def optimizer_of(net):
        return torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)

    net, there = nn.Linear(2, 1), nn.Linear(2, 1, device="meta")
    optimizer, other = optimizer_of(net), optimizer_of(there)
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    other.load_state_dict(optimizer.state_dict())
    assert all(state["momentum_buffer"].is_meta for state in other.state.values())
    adam, other = torch.optim.Adam(net.parameters()), torch.optim.Adam(there.parameters())
    adam.step()
    other.load_state_dict(adam.state_dict())
    for state in other.state.values():  # the counter of steps stays, as it does in Adam anyway
        assert state["exp_avg"].is_meta and state["exp_avg_sq"].is_meta and state["step"].device.type == "cpu"
    told("devices", zh="其中的速度和平均值会复制到参数所在的设备", en="its velocities and averages are copied to the devices")


def test_sgd_still_updates_after_a_move_that_keeps_the_parameters():
    net, x = nn.Linear(2, 1), torch.ones(1, 2, dtype=torch.float64)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.to(torch.float64)
    before = net.weight.clone()
    net(x).sum().backward()
    optimizer.step()
    assert not torch.equal(net.weight, before)


def test_momentum_is_created_where_the_parameter_is():
    w = nn.Parameter(torch.ones(2, dtype=torch.float64))
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    w.sum().backward()
    optimizer.step()
    assert optimizer.state[w]["momentum_buffer"].dtype == w.dtype


# Two devices


def test_mat1_is_the_data_and_mat2_the_weight():
    layer, x = nn.Linear(3, 2), torch.randn(4, 3)
    assert torch.allclose(torch.addmm(layer.bias, mat1=x, mat2=layer.weight.T), layer(x))


def test_a_buffer_moves_is_saved_and_is_not_trained():
    net = Cured()
    assert "mean" in net.state_dict() and "mean" not in dict(net.named_parameters())
    assert net.to("meta").mean.is_meta
    old = nn.Module()
    old.register_buffer("mean", torch.ones(3))
    assert type(old._buffers["mean"]) is torch.Tensor and old.to("meta").mean.is_meta
    kept = nn.Module()
    kept.mean = nn.Buffer(torch.ones(3), persistent=False)
    assert not kept.state_dict() and kept.to("meta").mean.is_meta


def test_functions_that_create_take_the_device_of_x():
    x = torch.ones(2, 3, dtype=torch.float64, device="meta")
    for create in (torch.zeros, torch.ones, torch.randn, torch.rand, torch.empty):
        assert create(3, device=x.device).is_meta
    assert torch.arange(3, device=x.device).is_meta and torch.full((3,), 1.0, device=x.device).is_meta
    like, new = torch.zeros_like(x), x.new_zeros(3)
    assert like.shape == x.shape and like.dtype == new.dtype == x.dtype and like.is_meta and new.is_meta


def test_a_number_without_dimensions_may_stay_on_the_cpu():
    x = torch.ones(2, device="meta")
    assert (x * torch.tensor(2.0)).is_meta
    for operation in (torch.add, torch.sub, torch.div, torch.maximum, torch.pow, torch.atan2):
        assert operation(x, torch.tensor(2.0)).is_meta
    with pytest.raises(RuntimeError, match="is not on the expected device"):
        x * torch.ones(2)
    assert x[torch.tensor([1, 0, 1])].is_meta and x.copy_(torch.ones(2)) is x and x.is_meta
    told("devices", zh="`x[index]` 里的 `index` 可以在 CPU 上", en="`x[index]` accepts an `index` on the CPU")


@pytest.mark.parametrize("words", ["but found at least two devices, ", "but got "])
def test_the_quoted_words_are_in_the_library(words):
    """Only a GPU raises them; that torch holds them can be seen without."""
    library = next(Path(torch.__file__).parent.joinpath("lib").glob("*torch_cpu.*"))
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        assert text.find(f"Expected all tensors to be on the same device, {words}".encode()) >= 0


# Dtypes, and files


def test_to_converts_floating_point_numbers_only():
    for dtype in (torch.float64, torch.float16, torch.bfloat16):
        net = nn.BatchNorm1d(2).to(dtype)
        assert {name for name, tensor in net.state_dict().items() if tensor.dtype != dtype} == {"num_batches_tracked"}
    x = torch.ones(2, dtype=torch.float64).to("meta", torch.float32)
    assert x.is_meta and x.dtype == torch.float32
    assert nn.Linear(2, 3)(torch.ones(4, 2, dtype=torch.float64).to("cpu", torch.float32)).shape == (4, 3)


def test_loading_leaves_the_parameters_on_their_device(tmp_path):
    torch.save(nn.Linear(2, 1).state_dict(), tmp_path / "net.pt")
    state = torch.load(tmp_path / "net.pt", map_location="meta")
    assert all(tensor.is_meta for tensor in state.values())
    net = nn.Linear(2, 1, dtype=torch.float64)
    weight, place = net.weight, net.weight.data_ptr()
    net.load_state_dict(torch.load(tmp_path / "net.pt", map_location="cpu"))
    assert net.weight is weight and weight.data_ptr() == place and weight.dtype == torch.float64


# Without CUDA


@without_cuda
def test_the_version_of_cuda_tells_which_message_comes():
    """None in the CPU build, and only there; tests/record/test_builds.py has the records of both builds."""
    with pytest.raises((AssertionError, RuntimeError)) as error:
        nn.Linear(2, 1).to("cuda:0")
    said = "Torch not compiled with CUDA enabled" if torch.version.cuda is None else "Found no NVIDIA driver on your system"
    assert str(error.value).startswith(said) and not torch.cuda.is_available()


@without_cuda
def test_what_has_no_tensors_moves_anywhere():
    assert nn.ReLU().to("cuda:0") is not None
    with pytest.raises((AssertionError, RuntimeError), match=r"Torch not compiled with CUDA|Found no NVIDIA driver"):
        torch.zeros(1, device="cuda")


def test_labels_of_three_classes_are_0_1_and_2():
    scores = torch.zeros(3, 3)
    assert F.cross_entropy(scores, torch.tensor([0, 1, 2])).isfinite()
    assert F.cross_entropy(scores, torch.tensor([0, 1, -100])).isfinite()
    for label in (3, -1):
        with pytest.raises(IndexError, match=rf"Target {label} is out of bounds"):
            F.cross_entropy(scores, torch.tensor([0, 1, label]))


def test_what_the_cpu_says_about_wrong_indices():
    scores = torch.zeros(2, 3)
    raises("devices", "Target 3 is out of bounds.", lambda: F.cross_entropy(scores, torch.tensor([0, 3])), IndexError)
    raises("devices", "index out of range in self", lambda: nn.Embedding(3, 2)(torch.tensor([3])), IndexError)
    raises("devices", "all elements of input should be between 0 and 1", lambda: nn.BCELoss()(scores - 1, scores))


# Memory


def test_the_parts_of_the_memory():
    net = make_net()
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 256)).sum().backward()
    optimizer.step()
    parameters, gradients = megabytes(net.parameters()), megabytes(p.grad for p in net.parameters())
    adam = megabytes(t for state in optimizer.state.values() for t in state.values())
    layers = [module for module in net.modules() if isinstance(module, nn.Linear)]
    whole = parameters + gradients + adam
    assert len(layers) == 16 and whole == pytest.approx(4 * parameters) and parameters == gradients == adam / 2
    told(
        "devices",
        len(layers),
        layers[0].in_features,
        zh="有 {} 个线性层，输入和输出都是 {}，",
        en="{} linear layers of {} inputs",
    )
    told("devices", whole, zh="合起来是参数的四倍，即 {:.1f} MB", en="four times the memory of the parameters, {:.1f} MB")
    assert saved(net, net, torch.ones(1024, 256)) > whole


def test_saved_tensors_grow_with_the_batch():
    net = make_net()
    small, large = (saved(net, net, torch.ones(batch, 256)) for batch in (100, 1000))
    assert large == pytest.approx(10 * small, rel=0.05)
    with torch.no_grad():
        assert saved(net, net, torch.ones(1000, 256)) == 0


def graph(tensor):
    """The nodes of its graph."""
    nodes, todo = set(), [tensor.grad_fn]
    while todo:
        node = todo.pop()
        if node is not None and node not in nodes:
            nodes.add(node)
            todo.extend(next for next, _ in node.next_functions)
    return nodes


def test_a_sum_of_losses_keeps_the_graph_of_each_step():
    sizes, total, plain = [], 0, 0.0
    layer = nn.Linear(2, 1)
    for _ in range(3):
        loss = layer(torch.ones(1, 2)).sum()
        loss.backward()
        total, plain = total + loss, plain + loss.item()
        sizes.append(len(graph(total)))
    assert sizes[0] < sizes[1] < sizes[2] and isinstance(plain, float)


def test_out_of_memory_is_a_runtime_error():
    assert issubclass(torch.OutOfMemoryError, RuntimeError)
    raises("devices", "can't allocate memory", lambda: torch.ones(10**15))


def test_names_of_the_allocator_and_of_its_setting():
    assert "in bytes" in torch.accelerator.max_memory_allocated.__doc__
    library = next(Path(torch.__file__).parent.joinpath("lib").glob("*c10.*")).read_bytes()
    assert b"PYTORCH_ALLOC_CONF" in library and b"PYTORCH_CUDA_ALLOC_CONF" in library
    assert "doesn't increase the amount of GPU" in torch.cuda.empty_cache.__doc__


# Pinning


def test_unpinned_batches_come_all_the_same(recwarn):
    batches = list(DataLoader(TensorDataset(torch.ones(4, 2)), batch_size=2, pin_memory=True))
    assert len(batches) == 2
    assert batches[0][0].is_pinned() == torch.accelerator.is_available()


def test_pinning_has_no_effect_on_mps():
    assert "not supported on MPS now" in inspect.getsource(torch.utils.data.dataloader)


# Exercises


def test_the_size_of_the_large_layer():
    net = nn.Linear(100_000, 100_000, device="meta")
    size = sum(p.numel() * p.element_size() for p in net.parameters())
    told("devices", size / 1e9, zh="参数要占约 {:.0f} GB", en="The parameters would need about {:.0f} GB")


def test_adam_adds_twice_the_parameters():
    w = nn.Parameter(torch.ones(1000))
    optimizer = torch.optim.Adam([w])
    w.sum().backward()
    optimizer.step()
    kept = [value for name, value in optimizer.state[w].items() if name != "step"]
    assert sum(value.numel() for value in kept) == 2 * w.numel() and w.grad.numel() == w.numel()


def test_an_old_checkpoint_of_the_first_block_gives_its_parameters_no_gradient():
    first, second, x = nn.Linear(3, 3), nn.Linear(3, 1), torch.ones(2, 3)
    says = "None of the inputs have requires_grad=True"
    told("devices", zh=f"`{says}`", en=f"`{says}`")
    for old in (True, False):
        first.zero_grad()
        torch.set_warn_always(True)
        if old:
            with pytest.warns(UserWarning, match=says):
                out = checkpoint(first, x, use_reentrant=True)
        else:
            out = checkpoint(first, x, use_reentrant=False)
        torch.set_warn_always(False)
        second(out).sum().backward()
        assert (first.weight.grad is None) == old
