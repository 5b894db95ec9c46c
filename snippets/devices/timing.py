import torch

from snippets.devices.pick import device

# --8<-- [start:timing]
# device: own
import time


def seconds(work, repeats=5):
    def wait():
        # zh: 等加速器把已经提交的运算做完
        # en: wait until the accelerator has finished all operations
        if device.type != "cpu":
            torch.accelerator.synchronize()

    work()
    wait()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        wait()
        taken.append(time.perf_counter() - start)
    # zh: 取最快的一次：别的程序干扰最少
    # en: the fastest run: other programs disturbed it least
    return min(taken)


small = torch.ones(32, 32, device=device)
large = torch.ones(1024, 1024, device=device)
small_time = seconds(lambda: small @ small)
large_time = seconds(lambda: large @ large)
print("large takes longer:", large_time > small_time)
# --8<-- [end:timing]
