import torch
import torch.nn.functional as F

# --8<-- [start:fails]
import warnings

warnings.filterwarnings("error", message="Using a target size")
F.mse_loss(torch.zeros(3, 1), torch.zeros(3))
# --8<-- [end:fails]
