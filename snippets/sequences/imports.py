# ruff: noqa: F401
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import (
    pack_padded_sequence,
    pad_packed_sequence,
    pad_sequence,
)
# --8<-- [end:imports]
