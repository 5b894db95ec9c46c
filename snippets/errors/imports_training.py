# ruff: noqa: F401, F811
# --8<-- [start:losses]
import numpy as np
# --8<-- [end:losses]

# --8<-- [start:devices]
import os
from datetime import timedelta
import numpy as np
from unittest.mock import patch
import torch.distributed as dist
from torch.utils.data import DataLoader, Dataset
# --8<-- [end:devices]

# --8<-- [start:symptoms]
import gc
import io
import math
import weakref
# --8<-- [end:symptoms]

# --8<-- [start:saving]
import argparse
import sys
import types
import warnings
import __main__
from pathlib import Path
import numpy as np
# --8<-- [end:saving]

# --8<-- [start:autograd]
import copy
import warnings
# --8<-- [end:autograd]

# --8<-- [start:hooks]
import contextlib
import io
import warnings
from torch.utils.checkpoint import checkpoint
# --8<-- [end:hooks]
