"""The number that the shape checker proposes, and that torch runs the network with it."""

from __future__ import annotations

import pytest

from tests.helpers.shape_checker import ask, run

CLASS = """class Block(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 3)

    def forward(self, x):
        return self.conv(x)

net = nn.Sequential(Block(3, 8), Block(16, 4))
"""
VIEW = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(72, 10)

    def forward(self, x):
        x = x.view({})
        return self.fc(x)
"""


@pytest.mark.parametrize(
    ("text", "size", "was", "value"),
    [
        ("nn.Sequential(nn.Flatten(), nn.Linear(100, 10))", "2, 3, 8, 8", "100", 192),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(6, 4, 3))", "1, 3, 16, 16", "6", 8),
        ("nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(num_features=4))", "1, 3, 16, 16", "4", 8),
        ("nn.Sequential(nn.Linear(4, 6), nn.LayerNorm(5))", "2, 4", "5", 6),
        ("nn.Sequential(nn.Linear(4, 6), nn.LayerNorm((3, 5)))", "2, 3, 4", None, None),
        ("nn.Sequential(nn.Conv2d(3, 8, 9))", "1, 3, 6, 6", "9", 6),
        ("nn.Sequential(nn.Conv2d(6, 8, 3, groups=4))", "1, 6, 6, 6", "4", 2),
        (CLASS, "1, 3, 16, 16", "16", 8),
        (VIEW.format("x.size(0), 70"), "4, 8, 9", "70", 72),
        (VIEW.format("-1, 8 * 10"), "4, 8, 9", "8 * 10", 72),
        ("size = 10\nnet = nn.Sequential(nn.Linear(size, 2))", "3, 7", "10", 7),
    ],
)
def test_the_number_makes_the_network_work(text, size, was, value):
    found = ask(text, size)
    assert found["error"]["kind"] == "torch"
    if was is None:
        assert found["fixed"] is None
        return
    assert (found["fixed"]["was"], found["fixed"]["value"]) == (was, value)
    assert ask(found["fixed"]["text"], size)["output"] == run(found["fixed"]["text"], size)[0]


def test_where_no_number_helps_none_is_proposed():
    found = ask("class N(nn.Module):\n    def forward(self, x):\n        return torch.cat([x, x[:, :2]], 0)\n", "3, 4")
    assert "Sizes of tensors must match except in dimension 0" in found["error"]["says"]
    assert found["fixed"] is None
