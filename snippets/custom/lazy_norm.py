import torch
from torch import nn

from snippets.custom.layer import RMSNorm

# --8<-- [start:class]
from torch.nn.modules.lazy import LazyModuleMixin


class LazyRMSNorm(LazyModuleMixin, RMSNorm):
    cls_to_become = RMSNorm

    def __init__(self, eps=1e-6, device=None, dtype=None):
        super().__init__(0, eps)
        self.weight = nn.UninitializedParameter(device=device, dtype=dtype)

    def initialize_parameters(self, x):
        # zh: 第一次调用时，forward 之前运行
        # en: runs before forward, in the first call
        self.features = x.shape[-1]
        # zh: 已经读取过状态字典的话，参数已有形状
        # en: after load_state_dict the parameter has its shape already
        if self.has_uninitialized_params():
            self.weight.materialize((self.features,))
            self.reset_parameters()

    def reset_parameters(self):
        if not self.has_uninitialized_params():
            super().reset_parameters()
# --8<-- [end:class]


# --8<-- [start:use]
layer = LazyRMSNorm()
print(type(layer).__name__, layer.weight)
layer(torch.ones(2, 6))
print(type(layer).__name__, layer.weight.tolist())
# --8<-- [end:use]
