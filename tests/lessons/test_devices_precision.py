"""What the lesson `devices` says of mixed precision."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.helpers.told import told


def test_what_autocast_runs_in_16_bits_and_what_in_32():
    x, image = torch.rand(2, 2), torch.rand(1, 1, 3, 3)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        results = [x @ x, F.linear(x, x), F.conv2d(image, image), torch.bmm(x[None], x[None])]
        assert all(result.dtype == torch.bfloat16 for result in results)
        scores, label = results[0], torch.tensor([0, 1])
        losses = [F.mse_loss(scores, x), F.cross_entropy(scores, label), F.huber_loss(scores, x), F.smooth_l1_loss(scores, x)]
        assert sum(loss.dtype == torch.float32 for loss in losses) >= 3


def test_sixteen_bits_are_half_of_thirty_two():
    sizes = [torch.ones((), dtype=dtype).element_size() for dtype in (torch.float32, torch.float16, torch.bfloat16)]
    assert sizes == [4, 2, 2]
    told(
        "devices",
        8 * sizes[1],
        zh="{} 位的数占用的内存是 `float32` 的一半",
        en="Numbers with {} bits need half the memory of",
    )
    told("terms", 8 * sizes[1], zh="一部分运算用 {} 位", en="some operations run in {} bits")
    told("devices", 8 * sizes[2], zh="矩阵乘法和卷积用 {} 位", en="convolutions run in {} bits")


def test_how_far_and_how_fine_the_formats_are():
    full, half, brain = (torch.finfo(dtype) for dtype in (torch.float32, torch.float16, torch.bfloat16))
    assert half.max < 70000 < brain.max and brain.tiny == full.tiny
    assert brain.max == pytest.approx(full.max, rel=0.01)
    told("devices", 1 + brain.eps, zh="1 之后的下一个数是 {:.4f}", en="the next number after 1 is {:.4f}")
    told("devices", brain.eps, zh="只有几级宽台阶，相邻两级差 {:.4f}", en="climbs in broad steps, {:.4f} apart")
    below = torch.nextafter(torch.tensor(1.0, dtype=torch.bfloat16), torch.tensor(0.0, dtype=torch.bfloat16))
    told(
        "devices",
        below.item(),
        zh="比 1 小的下一个 `bfloat16` 数是 {:.4f}",
        en="The next `bfloat16` number below 1 is {:.4f}",
    )


def test_the_stairs_of_the_plot():
    x = torch.linspace(1, 1.03, 181)
    stairs = x.bfloat16().float().unique()
    assert len(stairs) == 5 and stairs.diff().tolist() == [0.0078125] * 4
    assert len(x.half().unique()) > 30


def test_the_scaler_multiplies_and_divides_again():
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=1.0)
    scaler = torch.amp.GradScaler("cpu")
    loss = 0.25 * w
    assert scaler.scale(loss).item() == 0.25 * 65536
    scaler.scale(loss).backward()
    assert w.grad.item() == 0.25 * 65536
    scaler.unscale_(optimizer)
    assert w.grad.item() == 0.25
    scaler.step(optimizer)
    assert w.item() == 0.75


def test_the_scaler_skips_a_step_with_inf():
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=1.0)
    scaler = torch.amp.GradScaler("cpu")
    scaler.scale(w * 1e38).backward()
    assert w.grad.isinf()
    scaler.step(optimizer)
    scaler.update()
    assert w.item() == 1.0 and scaler.get_scale() == 65536 / 2


def test_the_old_names_are_deprecated():
    with pytest.warns(FutureWarning, match=r"Please use `torch\.amp\.autocast\('cuda', args\.\.\.\)`"):
        torch.cuda.amp.autocast(enabled=False)
    with pytest.warns(FutureWarning, match=r"Please use `torch\.amp\.GradScaler\('cuda', args\.\.\.\)`"):
        torch.cuda.amp.GradScaler(enabled=False)
    assert torch.autocast is torch.amp.autocast
