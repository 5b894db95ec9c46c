"""The recorded pictures: redrawn from the module that the page's code defines, they have the same bytes and tell the truth."""

from __future__ import annotations

import gzip
import re

import pytest
from torch import nn
from torch.utils._pytree import tree_leaves

from tools.base.project import LANGUAGES, relative
from tools.graph.model import LARGEST
from tools.graph.steps import loads
from tools.page import pictures
from tools.record.pictures import graph_records, network_of
from tools.sources.examples import example_files, parse

DRAWN = [example for path in example_files() if (example := parse(path)[0]).draws]
NETWORKS = [example for example in DRAWN if example.draws == "graph"]


@pytest.mark.parametrize("example", DRAWN, ids=lambda example: relative(example.path))
def test_redrawing_gives_the_recorded_bytes(example):
    for path, text in graph_records(example).items():
        new = text if isinstance(text, bytes) else text.encode()
        assert path.read_bytes() == new, f"{relative(path)} is not what its module looks like. Run `make record`."


@pytest.mark.parametrize("example", DRAWN, ids=lambda example: relative(example.path))
def test_a_picture_is_light_and_a_model_is_not_heavy(example):
    for language in LANGUAGES:
        picture = example.path.with_suffix(f".{language}.svg").read_bytes()
        assert len(gzip.compress(picture, 6)) <= 5_000, "as it is sent; a file of 20,000 bytes is about 2,500"
    model = example.path.with_suffix(".onnx")
    assert model.exists() == (example.draws == "graph") and (not model.exists() or model.stat().st_size <= LARGEST)


@pytest.mark.parametrize("example", NETWORKS, ids=lambda example: relative(example.path))
def test_counts_and_shapes_are_those_that_forward_hooks_see(example):
    """On a real forward pass of the module that `# graph:` names."""
    network, inputs = network_of(example)
    names = {child: name for name, child in network.named_modules()}
    seen: dict[str, list[list[int]]] = {}

    def see(child, args, output):
        seen[names[child]] = [list(leaf.shape) for leaf in tree_leaves(output) if leaf is not None]

    for child in names:
        child.register_forward_hook(see)
    network.eval()(*(given.tensor for given in inputs))
    graph = loads(example.path.with_suffix(".graph").read_text("utf-8"))
    sizes = {  # of the names that stand for a size: batch → 2
        size: number
        for drawn, given in zip(graph["inputs"], inputs, strict=True)
        for size, number in zip(drawn["shape"], given.tensor.shape, strict=True)
    }
    layers = {node["name"]: node for node in graph["nodes"] if node["name"]}
    idle = (nn.Identity, nn.Sequential)  # the latter with nothing in it: both hand on what they get
    wholes = {name: child for name, child in network.named_modules() if isinstance(child, nn.MultiheadAttention)}
    inside = tuple(f"{name}." for name in wholes)  # of its out_proj it takes the weight alone: one step in the picture
    leaves = {
        name: child
        for name, child in network.named_modules()
        if name and not list(child.children()) and not name.startswith(inside)
    }
    leaves |= wholes
    assert set(layers) == {name for name, child in leaves.items() if not isinstance(child, idle)}
    for name, node in layers.items():
        assert [sizes.get(size, size) for size in node["outputs"][0]["shape"]] in seen[name]
        assert node["parameters"] == sum(weight.numel() for weight in network.get_submodule(name).parameters())
    assert [sizes.get(size, size) for size in graph["outputs"][0]["shape"]] in seen[""]
    assert graph["parameters"] == sum(weight.numel() for weight in network.parameters())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", NETWORKS, ids=lambda example: relative(example.path))
def test_picture_alt_text_and_table_say_the_same(example, language):
    graph = example.path.with_suffix(".graph")
    picture = pictures.picture(graph, language).read_text("utf-8")
    text = "\n".join(pictures.markdown(graph, language))
    for node in loads(graph.read_text("utf-8"))["nodes"]:
        shape = "×".join(map(str, node["outputs"][0]["shape"]))
        assert all(shape in form for form in (picture, text.partition("](")[0], text.partition("](")[2]))
        if node["parameters"]:
            assert f"{node['parameters']:,}" in picture
            assert f"{node['parameters']:,}" in text.partition("](")[2]
    assert re.search(r'\{ \.graph width="\d+" height="\d+" \}', text)
