# ruff: noqa: F401
# --8<-- [start:imports]
import torch
from torch import nn
from torch.nn import functional as F
# --8<-- [end:imports]
