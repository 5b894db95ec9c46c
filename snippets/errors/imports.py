# ruff: noqa: F401, F811
# --8<-- [start:imports]
import torch
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:data]
import pickle
import numpy as np
from torch.utils.data import DataLoader, WeightedRandomSampler
# --8<-- [end:data]

# --8<-- [start:autograd]
import copy
# --8<-- [end:autograd]

# --8<-- [start:saving]
from pathlib import Path
from unittest.mock import patch
import torch.distributed as dist
from torch.utils.data import DataLoader
# --8<-- [end:saving]

# --8<-- [start:hooks]
import contextlib
import io
from torch.utils.checkpoint import checkpoint
# --8<-- [end:hooks]
