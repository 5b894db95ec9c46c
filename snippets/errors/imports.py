# ruff: noqa: F401, F811
# --8<-- [start:imports]
import torch
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:shapes]
from torch.utils.data import DataLoader
# --8<-- [end:shapes]

# --8<-- [start:build]
from torch.nn.utils import parametrize
# --8<-- [end:build]

# --8<-- [start:sequences]
from torch.nn.utils.rnn import pack_padded_sequence
# --8<-- [end:sequences]

# --8<-- [start:calling]
import warnings

import numpy as np
from torch.func import grad, jacrev, vmap
# --8<-- [end:calling]

# --8<-- [start:types]
import numpy as np
from PIL import Image
from torch.nn.utils.rnn import pad_sequence
# --8<-- [end:types]

# --8<-- [start:loader]
import multiprocessing
import pickle
import random
from unittest.mock import patch

import numpy as np
from PIL import Image
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import BatchSampler, DataLoader, Dataset, IterableDataset, SequentialSampler
from torch.utils.data import Subset, TensorDataset, WeightedRandomSampler, default_collate, random_split
# --8<-- [end:loader]
