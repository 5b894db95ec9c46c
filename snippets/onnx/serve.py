import torch
from torch import nn


# --8<-- [start:serve]
# device: cpu, a matter of the network
import time
from urllib.request import urlopen

import netron

torch.manual_seed(0)
torch.onnx.export(nn.Linear(3, 2).eval(), (torch.rand(1, 3),), "layer.onnx", external_data=False, verbose=False)
host, port = netron.start("layer.onnx", browse=False)
print(urlopen(f"http://{host}:{port}/").status, netron.status())
netron.stop()
while netron.status():
    time.sleep(0.1)
print(netron.status())
# --8<-- [end:serve]
