# ruff: noqa: F401
# --8<-- [start:imports]
import io
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch.utils.data import DataLoader, Dataset, TensorDataset, default_collate
# --8<-- [end:imports]
