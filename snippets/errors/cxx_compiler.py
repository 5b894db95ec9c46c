import warnings

import torch


# --8<-- [start:fix]
# device: traced
def double_tanh(x):
    return 2 * torch.tanh(x)


fast = torch.compile(double_tanh, backend="eager")
print(fast(torch.zeros(3)).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, on CUDA inductor writes Triton
def double_tanh(x):
    return 2 * torch.tanh(x)


# zh: torch 自己的旧代码会发出警告
# en: old code of torch itself warns
with warnings.catch_warnings(action="ignore"):
    fast = torch.compile(double_tanh)
    # zh: 装作这台机器没有编译器
    # en: as on a machine without a compiler
    missing = (None, "g++-is-missing")
    with torch._inductor.config.patch("cpp.cxx", missing):
        fast(torch.zeros(3))
# --8<-- [end:fails]
