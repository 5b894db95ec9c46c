"""What docs/*/shapes.md says of the shape checker."""

import re

import torch

from tests.helpers.told import told
from tools.page.instruments import LIVE


def test_a_number_of_float32_has_four_bytes():
    size = torch.zeros(1).element_size()
    told("shapes", size, zh="float32 的一个数占 {} 个字节", en="with {} bytes for a number in float32")


def test_the_longest_address():
    text = (LIVE / "shapes/parts.js").read_text("utf-8")
    most = int(re.search(r"MOST_STATE = (\d+)", text)[1])
    told("shapes", most, zh="最长 {:,} 个字符", en="up to a length of {:,} characters")
