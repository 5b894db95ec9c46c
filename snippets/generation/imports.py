# ruff: noqa: F401
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pad_sequence
# --8<-- [end:imports]
