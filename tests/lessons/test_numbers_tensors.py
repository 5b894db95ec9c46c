"""Numbers in the prose of the lesson `tensors`, each in the case that it speaks of."""

import pytest
import torch
from torch import nn

from tests.helpers.told import told


def test_full_fills_with_its_number():
    (seven,) = torch.full((2, 3), 7.0).unique().tolist()
    told(
        "tensors",
        seven,
        zh="| `torch.full((2, 3), {})` | 每个元素都是 7 |",
        en="| `torch.full((2, 3), {})` | 7 in each element |",
    )


def test_the_layer_wants_all_numbers_of_one_image():
    image = torch.zeros(3, 28, 28)
    layer = nn.Linear(image.numel(), 10)
    with pytest.raises(RuntimeError, match=r"\(3x784 and 2352x10\)"):
        layer(image.flatten(1))
    assert layer(image[None].flatten(1)).shape == (1, 10)
    told("tensors", layer.in_features, zh="(3x784 and {}x10)", en="(3x784 and {}x10)")
