import matplotlib.pyplot as plt
import torch

from snippets.speed.memory import make_net, memory_curve

# --8<-- [start:peak]
# device: cpu, it reads the events of the CPU allocator
from torch.utils.checkpoint import checkpoint_sequential

net, x = make_net(), torch.rand(1024, 64)
calls = []
for pair in net:
    pair[0].register_forward_hook(lambda *args: calls.append(1))


def step(segments):
    if segments == 0:
        net(x).sum().backward()
        return
    checkpoint_sequential(
        net, segments, x, use_reentrant=False
    ).sum().backward()


# zh: 第一步创建 .grad，之后不再改变
# en: the first step creates .grad, which stays from then on
step(0)
curves = {}
for segments in (0, 2, 4, 8, 16):
    calls.clear()
    curves[segments] = memory_curve(lambda: step(segments))
    peak = max(curves[segments])
    print(f"segments {segments:2}  peak {peak:.1f} MB  calls of Linear {len(calls)}")
# --8<-- [end:peak]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.2))
for segments, style, name in ((0, "-", "no checkpointing"), (4, "--", "4 segments")):
    curve = curves[segments]
    ax.plot([i / len(curve) for i in range(len(curve))], curve, f"C{3 * (segments > 0)}", linestyle=style, label=name)
ax.set(xlabel="share of the step", ylabel="MB in use", ylim=(0, 5.5))
ax.legend(loc="upper right")
# --8<-- [end:plot]
