"""What the prose of the lesson `speed` says beyond the outputs that its page shows: counts, graphs, memory, layout."""

import logging
import os
import shutil
import warnings
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.profiler import ProfilerActivity, profile, record_function
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

from snippets.speed.count import count
from snippets.speed.ex_break import scaled, scaled_whole
from snippets.speed.look import graphs, look
from snippets.speed.memory import make_net, memory_curve
from snippets.speed.net import Batched, Net
from tests.helpers.claims import raises
from tests.helpers.told import told


@pytest.fixture(autouse=True)
def fresh():
    torch.manual_seed(0)
    torch.compiler.reset()
    graphs.clear()
    yield
    torch.compiler.reset()
    graphs.clear()


def compiled(calls, function):
    """How many graphs these calls make."""
    before = len(graphs)
    for arguments in calls:
        function(*arguments)
    return len(graphs) - before


# The profiler


def test_columns_of_the_table_and_names_of_parts(tmp_path):
    with profile(activities=[ProfilerActivity.CPU]) as prof, record_function("forward"):
        Net()(torch.rand(4, 1, 16, 16))
    table = prof.key_averages().table(sort_by="self_cpu_time_total", row_limit=10)
    assert all(column in table for column in ("Self CPU", "CPU total", "# of Calls"))
    assert "forward" in {event.key for event in prof.key_averages()}
    prof.export_chrome_trace(str(tmp_path / "trace.json"))
    assert (tmp_path / "trace.json").stat().st_size > 0


def test_item_print_and_if_copy_numbers():
    x = torch.rand(3)
    for function in (lambda: x[0].item(), lambda: bool(x[0] > 0.5), lambda: f"{x[0]}"):
        assert count(function)["aten::_local_scalar_dense"] == 1
    assert count(lambda: repr(x)).get("aten::_local_scalar_dense", 0) > 0


@pytest.mark.parametrize("batch", [1, 8, 64])
def test_one_call_of_the_linear_layer_for_each_image(batch):
    x = torch.rand(batch, 1, 16, 16)
    assert count(Net(), x)["aten::linear"] == batch and count(Batched(), x)["aten::linear"] == 1


# torch.compile


def chain(x):
    return torch.tanh(2 * x + 1) * x


def test_nothing_is_compiled_before_the_first_call():
    fast = torch.compile(chain, backend=look)
    assert not graphs
    fast(torch.ones(3))
    names = [node.name for node in graphs[0].graph.nodes if node.op.startswith("call")]
    assert names == ["mul", "add", "tanh", "mul_1"]


def test_without_a_compiler_the_error_comes_in_the_first_call(monkeypatch, tmp_path):
    import torch._inductor.config as config

    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path))
    fast = torch.compile(lambda x: torch.tanh(3 * x + 7))
    message = "InvalidCxxCompiler: No working C++ compiler found"
    missing = config.patch("cpp.cxx", (None, "no-such-compiler"))
    with missing, pytest.raises(Exception, match=r"InvalidCxxCompiler: No working C\+\+ compiler found"):
        fast(torch.ones(5))
    told("speed", zh=f"`{message}`", en=f"`{message}`")


@pytest.mark.skipif(not os.environ.get("ALL"), reason="compiles C++, for half a minute: make test ALL=1")
@pytest.mark.skipif(not (shutil.which("g++") or shutil.which("clang++")), reason="no C++ compiler")
def test_inductor_makes_one_kernel_of_the_four_operations(monkeypatch, tmp_path):
    from torch._inductor import metrics

    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path))
    metrics.reset()
    x = torch.linspace(-1, 1, 1000)
    assert torch.allclose(torch.compile(chain)(x), chain(x), atol=1e-6)
    assert metrics.generated_kernel_count == 1


def test_a_python_that_is_too_new(monkeypatch):
    message = "torch.compile is not supported on Python 3.15+"
    monkeypatch.setattr("sys.version_info", (3, 15, 0))
    raises("speed", message, lambda: torch.compile(chain, backend="eager"))


def test_the_code_of_inductor_includes_the_header_of_python():
    from torch._inductor import codecache

    assert "#include <Python.h>" in Path(codecache.__file__).read_text("utf-8")


def test_backends_that_need_no_compiler():
    x = torch.linspace(-1, 1, 5)
    for backend in ("eager", "aot_eager"):
        torch.compiler.reset()
        assert torch.allclose(torch.compile(chain, backend=backend)(x), chain(x))
    assert "inductor" in torch.compiler.list_backends()


def test_what_the_guards_look_at():
    fast = torch.compile(lambda x, k=2: x * k, backend=look)
    x = torch.ones(3)
    assert compiled([(x,), (x,)], fast) == 1
    assert compiled([(x.double(),)], fast) == 1
    assert compiled([(x.clone().requires_grad_(),)], fast) == 1
    assert compiled([(x, "text")], lambda x, k: fast(x, len(k))) == 1


def test_one_graph_for_all_sizes_from_2_on_and_one_for_size_1():
    fast = torch.compile(nn.Linear(4, 2), backend=look)
    made = [compiled([(torch.rand(size, 4),)], fast) for size in (32, 20, 2, 3, 500, 1)]
    assert made == [1, 1, 0, 0, 0, 1]
    told("speed", 2, zh="适用于 {} 以上的任意大小", en="any size from {} on")


def test_an_epoch_with_validation_compiles_once_for_all():
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
    fast = torch.compile(net, backend=look)

    def epoch():
        fast.train()
        for size in (32, 32, 7):
            fast(torch.rand(size, 4)).sum().backward()
        fast.eval()
        with torch.no_grad():
            for size in (32, 5):
                fast(torch.rand(size, 4))

    counts = [compiled([()], epoch) for _ in range(3)]
    assert counts[0] >= 2 and counts[1:] == [0, 0]


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.calls = 0
        self.steps = nn.Buffer(torch.zeros(()))

    def forward(self, x):
        self.calls += 1
        return x * self.calls


class InBuffer(Counter):
    def forward(self, x):
        self.steps += 1
        return x * self.steps


def test_after_8_graphs_it_gives_up_with_a_message(caplog):
    counter = Counter()
    fast = torch.compile(counter, backend=look)
    logger = logging.getLogger("torch._dynamo.convert_frame")
    logger.addHandler(caplog.handler)
    try:
        results = [fast(torch.ones(1)).item() for _ in range(12)]
    finally:
        logger.removeHandler(caplog.handler)
    assert results == list(range(1, 13)) and len(graphs) == 8
    assert "torch._dynamo hit config.recompile_limit (8)" in caplog.text


def test_with_fullgraph_the_limit_is_an_error():
    fast = torch.compile(Counter(), backend="eager", fullgraph=True)
    with pytest.raises(torch._dynamo.exc.FailOnRecompileLimitHit):
        for _ in range(12):
            fast(torch.ones(1))


def test_a_counter_in_a_buffer_needs_no_graph_for_each_call():
    fast = torch.compile(InBuffer(), backend=look)
    assert [fast(torch.ones(1)).item() for _ in range(5)] == [1, 2, 3, 4, 5] and len(graphs) <= 2


# Graph breaks


def test_item_breaks_the_graph_and_the_result_is_right():
    def scaled(x):
        return torch.tanh(x) / torch.tanh(x).max().item()

    x = torch.ones(3)
    assert torch.allclose(torch.compile(scaled, backend=look)(x), scaled(x)) and len(graphs) == 2
    report = torch._dynamo.explain(scaled)(x)
    assert "Tensor.item()" in report.break_reasons[0].reason


def test_fullgraph_records_item_and_refuses_print():
    x = torch.linspace(-2, 2, 9)
    assert torch.allclose(torch.compile(scaled, backend=look, fullgraph=True)(x), scaled(x)) and len(graphs) == 1
    assert "item" in [node.name for node in graphs[0].graph.nodes]

    def prints(x):
        print(x.shape)
        return x + 1

    with pytest.raises(torch._dynamo.exc.Unsupported, match=r"^Failed to trace builtin operator"):
        torch.compile(prints, backend=look, fullgraph=True)(x)
    told("speed", zh="`Failed to trace builtin operator`", en="`Failed to trace builtin operator`")


def test_a_constant_in_the_gradient_without_item():
    def gradient(function):
        x = torch.linspace(-2, 2, 9, requires_grad=True)
        (function(x) * torch.arange(9)).sum().backward()
        return x.grad

    attached = lambda x: torch.tanh(x) / torch.tanh(x).abs().max()  # noqa: E731
    assert torch.allclose(gradient(scaled), gradient(scaled_whole))
    assert not torch.allclose(gradient(scaled), gradient(attached))


def test_a_disabled_part_runs_as_python():
    seen = []

    @torch.compiler.disable
    def python(x):
        seen.append(type(x))
        return x + 1

    fast = torch.compile(lambda x: torch.tanh(python(torch.tanh(x))), backend=look)
    fast(torch.ones(3)), fast(torch.ones(3))
    assert seen == [torch.Tensor, torch.Tensor] and len(graphs) == 2


# Names, hooks and types


def test_the_rows_of_the_table():
    net = Batched()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    fast = torch.compile(net, backend="eager")
    assert isinstance(fast, nn.Module) and not isinstance(fast, Batched) and fast.fc is net.fc
    before = net.fc.weight.clone()
    F.cross_entropy(fast(torch.rand(4, 1, 16, 16)), torch.arange(4)).backward()
    optimizer.step()
    assert not torch.equal(before, net.fc.weight)
    fast.eval()
    assert not net.training
    fast.double()
    assert net.fc.weight.dtype == torch.float64


@pytest.mark.parametrize("way", ["wrapper", "in place"])
def test_late_hooks_on_inner_layers_are_ignored_both_ways(way):
    net, calls = Batched(), []
    fast = torch.compile(net, backend="eager") if way == "wrapper" else net
    if way == "in place":
        net.compile(backend="eager")
    x = torch.rand(2, 1, 16, 16)
    fast(x)
    net.fc.register_forward_hook(lambda *args: calls.append("fc"))
    fast(x)
    assert not calls


def test_force_eager_turns_the_compiler_off():
    with torch.compiler.set_stance("force_eager"):
        torch.compile(chain, backend=look)(torch.ones(3))
    assert not graphs


# Gradient checkpointing


def test_the_gradients_are_the_same():
    net, x = make_net(), torch.rand(32, 64)
    net(x).sum().backward()
    before = [p.grad.clone() for p in net.parameters()]
    net.zero_grad()
    checkpoint_sequential(net, 4, x, use_reentrant=False).sum().backward()
    assert all(torch.allclose(p.grad, old) for p, old in zip(net.parameters(), before, strict=True))


def test_the_last_segment_runs_as_usual():
    net, calls = make_net(), []
    for at, pair in enumerate(net):
        pair[0].register_forward_hook(lambda *args, at=at: calls.append(at))
    checkpoint_sequential(net, 4, torch.rand(2, 64), use_reentrant=False).sum().backward()
    assert sorted(calls) == sorted([*range(16), *range(12)])
    told("speed", len(calls) - 16, 16, zh="{1} 层里有 {0} 层运行了两次", en="{} of the {} layers run twice")


def test_the_peaks_of_the_figure():
    net, x = make_net(), torch.rand(1024, 64)

    def step(segments):
        (checkpoint_sequential(net, segments, x, use_reentrant=False) if segments else net(x)).sum().backward()

    step(0)
    peaks = {segments: max(memory_curve(lambda: step(segments))) for segments in (0, 4)}  # noqa: B023
    assert peaks[0] < 4.55 and peaks[4] < 2.2 and peaks[4] < peaks[0] / 2
    told("speed", 2.2, 4.5, zh="分成 4 段时始终低于 {} MB", en="With 4 segments it stays below {} MB")


def test_parameters_input_and_grad_are_not_in_the_curve():
    net, x = make_net(), torch.rand(1024, 64)
    net(x).sum().backward()
    held = sum(p.numel() for p in net.parameters()) * 4 / 1e6
    assert held > 0.2 and abs(memory_curve(lambda: net(x).sum().backward())[-1]) < 0.01


@pytest.mark.parametrize("onednn", [True, False])
def test_the_memory_does_not_depend_on_the_library_behind_the_linear_layer(onednn):
    if not torch.backends.mkldnn.is_available():
        pytest.skip("this build has one way only")
    net, x = make_net(), torch.rand(1024, 64)
    was = torch._C._get_mkldnn_enabled()
    torch._C._set_mkldnn_enabled(onednn)
    try:
        net(x).sum().backward()
        peak = max(memory_curve(lambda: net(x).sum().backward()))
    finally:
        torch._C._set_mkldnn_enabled(was)
    assert f"{peak:.1f}" == "4.5"


def test_of_100_layers_10_segments_are_best_among_the_three():
    net, x = nn.Sequential(*(nn.Sequential(nn.Linear(8, 8), nn.Tanh()) for _ in range(100))), torch.rand(4096, 8)

    def step(segments):
        checkpoint_sequential(net, segments, x, use_reentrant=False).sum().backward()

    step(2)
    peaks = {segments: max(memory_curve(lambda: step(segments))) for segments in (2, 10, 100)}  # noqa: B023
    assert min(peaks, key=peaks.get) == 10


def test_forward_hooks_in_a_block_run_twice():
    block, calls = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3)), []
    block[0].register_forward_hook(lambda *args: calls.append(1))
    checkpoint(block, torch.rand(2, 3, requires_grad=True), use_reentrant=False).sum().backward()
    assert len(calls) == 2


# channels_last


def test_formats_and_state_dicts_do_not_mix_up():
    plain, last = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)
    last.load_state_dict(plain.state_dict())
    x = torch.rand(2, 3, 8, 8)
    assert last.weight.is_contiguous(memory_format=torch.channels_last)
    assert torch.allclose(plain(x), last(x.to(memory_format=torch.channels_last)), atol=1e-6)
    plain.load_state_dict(last.state_dict())
    assert plain.weight.is_contiguous()


def test_the_format_goes_from_layer_to_layer():
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 8, 3))
    net = net.to(memory_format=torch.channels_last)
    h = torch.rand(2, 3, 16, 16).to(memory_format=torch.channels_last)
    for layer in net:
        h = layer(h)
        assert h.is_contiguous(memory_format=torch.channels_last), layer
    assert torch.flatten(h, 1).shape == h.reshape(2, -1).shape


def test_checkpoint_warns_where_use_reentrant_is_left_out_and_only_there():
    net, x = torch.nn.Linear(2, 2), torch.ones(1, 2, requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for old in (True, False):
            checkpoint(net, x, use_reentrant=old)
        with pytest.raises(UserWarning, match="use_reentrant"):
            checkpoint(net, x)
