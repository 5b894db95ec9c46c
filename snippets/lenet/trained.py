from pathlib import Path

import torch

import snippets.digits.load as digits
from snippets.lenet.net import LeNet

# --8<-- [start:trained]
# only: the files of the labs, for the figures of the page
FOLDER = Path(digits.__file__).parent


def trained():
    """The network that the lab `train` has saved."""
    net = LeNet()
    net.load_state_dict(torch.load(FOLDER.parent / "labs/lenet.pt"))
    return net.eval()


def held_out():
    """2,000 digits that it has not seen, and their labels."""
    return digits.load_digits(FOLDER / "data")[1]
# --8<-- [end:trained]
