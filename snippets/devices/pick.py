import torch

# --8<-- [start:device]
# device: own
# zh: 有加速器就用它，没有就用 CPU
# en: the accelerator where there is one, else the CPU
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
# --8<-- [end:device]
