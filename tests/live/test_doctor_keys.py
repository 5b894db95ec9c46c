"""The doctor's advice about load_state_dict against torch itself: the line that it gives loads the file."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import torch
from torch import nn

from tests.helpers.doctor import Case, engine, prove

COUNT = 240
KINDS = [
    "parallel",
    "compiled",
    "prefix",
    "inside",
    "checkpoint",
    "shifted",
    "classes",
    "grey",
    "turned",
    "new",
    "more",
    "words",
    "named",
]


class Small(nn.Module):
    def __init__(self, depth: int, width: int, classes: int, channels: int = 3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 4, 3)
        self.features = nn.Sequential(*(nn.Linear(width, width) for _ in range(depth)))
        self.norm = nn.BatchNorm1d(width)
        self.fc = nn.Linear(width, classes)


def wrong_file(draw: random.Random, kind: str) -> tuple[nn.Module, dict, nn.Module]:
    """The network, a file that does not fit, and the network whose weights the file has."""
    depth, width, classes = draw.randint(2, 4), draw.randint(3, 8), draw.randint(2, 9)
    torch.manual_seed(draw.randint(0, 999))
    source, net = Small(depth, width, classes), Small(depth, width, classes)
    state = source.state_dict()
    if kind in ("parallel", "compiled", "prefix"):
        before = {
            "parallel": "module.",
            "compiled": "_orig_mod.",
            "prefix": draw.choice(["backbone.", "model.net.", "encoder."]),
        }[kind]
        state = {before + key: value for key, value in state.items()}
        if kind == "prefix" and draw.random() < 0.5:
            state["head.weight"] = torch.zeros(2)
    elif kind == "inside":
        net = nn.ModuleDict({draw.choice(["backbone", "model"]): net})
    elif kind == "checkpoint":
        name = draw.choice(["model", "state_dict", "model_state_dict", "net"])
        state = {"epoch": 3, name: state, "optimizer": {}} if draw.random() < 0.7 else {name: state}
    elif kind == "shifted":
        layers = [nn.Linear(width, width) for _ in range(depth)]
        source = nn.ModuleDict({"features": nn.Sequential(*layers)})
        more = [nn.Flatten() for _ in range(draw.randint(1, 3))]
        net = nn.ModuleDict({"features": nn.Sequential(*more, *(nn.Linear(width, width) for _ in range(depth)))})
        state = source.state_dict()
    elif kind == "classes":
        net = Small(depth, width, classes + draw.randint(1, 5))
    elif kind == "grey":
        net = Small(depth, width, classes, channels=1)
    elif kind == "turned":
        state["fc.weight"] = state["fc.weight"].T.contiguous()
        if classes == width:
            return wrong_file(draw, kind)
    elif kind == "new":
        net.extra = nn.Linear(2, 2)
    elif kind == "more":
        state["extra.weight"] = torch.zeros(2)
    elif kind == "words":
        rows = draw.randint(5, 9)
        source, net = (nn.ModuleDict({"embedding": nn.Embedding(count, 4), "fc": nn.Linear(4, 2)}) for count in (rows, rows + 3))
        state = source.state_dict()
    else:
        source, net = (
            nn.ModuleDict({name: nn.Linear(width, width + number) for number, name in enumerate(names)})
            for names in (("one", "two", "three"), ("first", "second", "third"))
        )
        state = source.state_dict()
    return net, state, source


def cases(seed: int) -> Iterator[Case]:
    draw = random.Random(seed)
    for number in range(COUNT):
        kind = KINDS[number % len(KINDS)]
        net, state, source = wrong_file(draw, kind)
        wanted = [
            value for key, value in source.state_dict().items() if ".weight" in key and value.dim() == 2 and "emb" not in key
        ]

        def load(names, net=net, wanted=wanted):
            if not names.get("tried"):
                names["tried"] = True
                net.load_state_dict(names["state"])
            assert any(torch.equal(value, wanted[0]) for value in net.state_dict().values()), "not loaded"
            return torch.zeros(())

        yield Case(load, {"net": net, "state": state}, planted=kind)


def test_the_line_that_loads_loads():
    prove(cases(7), first=1.0, told="files")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_differs_is_named(language):
    net = Small(2, 4, 10)
    with pytest.raises(RuntimeError) as raised:
        net.load_state_dict(Small(2, 4, 1000).state_dict())
    first, *_ = engine(language).call("tell", f"RuntimeError: {raised.value}")
    assert first["cause"] == "classes" and all(word in first["say"] for word in ("1000", "10", "fc.weight"))
    assert "fc.bias" in first["code"]
    with pytest.raises(RuntimeError) as raised:
        net.load_state_dict(Small(3, 5, 7).state_dict())
    causes = [each["cause"] for each in engine(language).call("tell", f"RuntimeError: {raised.value}")]
    assert causes[0] == "other-network"
