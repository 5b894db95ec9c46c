import argparse

import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2)
torch.save(net.state_dict(), "net.pt")
print(net.load_state_dict(torch.load("net.pt")))
# --8<-- [end:fix]

# --8<-- [start:fix_plain]
# zh: 检查点里只放张量和普通的 Python 值：np.float64 → float，Namespace → dict
# en: a checkpoint of tensors and plain Python values: np.float64 → float, Namespace → dict
options = argparse.Namespace(lr=0.1)
checkpoint = {"model": net.state_dict(), "best": float(np.mean([0.9, 0.8])), "options": vars(options)}
torch.save(checkpoint, "checkpoint.pt")
print(torch.load("checkpoint.pt")["options"])
# --8<-- [end:fix_plain]

# --8<-- [start:fix_trusted]
# zh: 文件来源可信：允许这一个类
# en: the file is one that you trust: allow this one class
torch.save({"options": argparse.Namespace(lr=0.1)}, "old.pt")
with torch.serialization.safe_globals([argparse.Namespace]):
    print(torch.load("old.pt"))
# --8<-- [end:fix_trusted]

# --8<-- [start:fails]
net = nn.Linear(3, 2)
torch.save(net, "net.pt")
torch.load("net.pt")
# --8<-- [end:fails]
