import torch
from torch import nn

# --8<-- [start:net]
def make_net():
    torch.manual_seed(0)
    pairs = [nn.Sequential(nn.Linear(64, 64), nn.Tanh()) for _ in range(16)]
    return nn.Sequential(*pairs)
# --8<-- [end:net]

# --8<-- [start:curve]
# device: cpu, it reads the events of the CPU allocator
import json
import tempfile
from pathlib import Path

from torch.profiler import ProfilerActivity, profile


def memory_curve(step):
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as prof:
        step()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trace.json"
        prof.export_chrome_trace(str(path))
        events = json.loads(path.read_text())["traceEvents"]
    memory = [event for event in events if event["name"] == "[memory]"]
    memory.sort(key=lambda event: event["ts"])
    sizes = torch.tensor([event["args"]["Bytes"] for event in memory])
    return (sizes.cumsum(0) / 1e6).tolist()
# --8<-- [end:curve]
