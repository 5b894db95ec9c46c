"""Faults of the layers' data, planted in a copy of the linear layers'."""

from __future__ import annotations

import pytest

from tools.check import layers
from tools.sources.layers import FOLDER

LINEAR = (FOLDER / "linear.yml").read_text("utf-8")


@pytest.fixture
def faults(tmp_path, monkeypatch):
    def found(text: str, name: str = "linear") -> str:
        (tmp_path / f"{name}.yml").write_text(text, "utf-8")
        monkeypatch.setattr(layers, "FOLDER", tmp_path)
        return "\n".join(map(str, layers.layer_faults()))

    return found


def test_the_data_as_it_is_has_none(faults):
    assert faults(LINEAR) == ""


@pytest.mark.parametrize(
    ("there", "planted", "said"),
    [
        ("(out_features, in_features)", "(out_features, in_features", "Linear: '(out_features, in_features' is no expression"),
        ("count: in", "counts: in", "Linear: there is no key counts"),
        ("uniform: 1 / sqrt(in_features)}, bias", "even: 1}, bias", "there is no initial value 'even' (there are: uniform"),
        ("  in_features:", "  in_feature:", "nobody says in en what `in_features` of Linear means"),
        ("errors/shapes.md#mat1-mat2", "errors/shapes.md#mat1", "there is no heading errors/shapes.md#mat1 in zh"),
        ("lesson: module.md#linear", "lesson: module.md#lines", "there is no heading module.md#lines"),
        ("  LazyLinear:", "  Lazy:", "Make them the same layers in the same order"),
        ("  LazyLinear:", "   LazyLinear:", "it is no YAML"),
    ],
)
def test_a_fault_is_told_with_its_place(faults, there, planted, said):
    assert there in LINEAR
    assert said in faults(LINEAR.replace(there, planted))


def test_data_without_a_page_is_told(faults):
    assert "there is no docs/zh/layers/lines.md" in faults(LINEAR, "lines")


def test_a_section_without_its_facts_is_told(faults, tmp_path, monkeypatch):
    for language in ("zh", "en"):
        page = tmp_path / language / "layers" / "linear.md"
        page.parent.mkdir(parents=True)
        text = (layers.DOCS / language / "layers/linear.md").read_text("utf-8")
        page.write_text(text.replace("<!-- layer: Bilinear -->", ""), "utf-8")
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(layers, "DOCS", tmp_path)
    assert "nothing shows the facts of Bilinear" in faults(LINEAR)
