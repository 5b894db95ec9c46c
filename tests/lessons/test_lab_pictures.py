"""What the lab on one's own pictures says of Pillow and of its folder, and what its code does with another folder."""

from __future__ import annotations

import ast
import json
import math
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw, UnidentifiedImageError

from tests.helpers.told import told
from tools.sources.labs import LABS, parse

LAB = parse(LABS / "pictures.py")[0]
NUMBERS = json.loads((LABS / "pictures.numbers.json").read_text("utf-8"))["numbers"]
DRAWN = ("counts", "circles", "misplaced")
"""Who uses other pictures skips the cells that have one of these names."""


def defined(**names: object) -> dict:
    """What the lab imports and the functions and classes that it defines, with some names besides; nothing else has run."""
    tree = ast.parse("\n".join(cell.code for cell in LAB.code))
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    tree.body = [node for node in tree.body if isinstance(node, kinds)]
    exec(compile(tree, str(LAB.path), "exec"), names)
    return names


@pytest.fixture
def a_folder(tmp_path, monkeypatch):
    """Two classes of photos that no cell of the lab has drawn, as JPEG; of each object there is one."""
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(0)
    for name, fill in (("day", 220), ("night", 40)):
        (tmp_path / "mine" / name).mkdir(parents=True)
        for number in range(40):
            pixels = (fill + rng.normal(0, 15, (50, 70, 3))).clip(0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(tmp_path / "mine" / name / f"{number:03}.jpg")
    return tmp_path / "mine"


def test_other_pictures_need_a_folder_and_no_cell_of_the_drawings(a_folder, monkeypatch, capsys):
    monkeypatch.setattr(plt, "show", plt.close)
    threads, names = torch.get_num_threads(), {"folder": Path("mine")}
    used = [cell for cell in LAB.code if not any(name in cell.code for name in DRAWN)]
    assert len(LAB.code) - len(used) == 5
    try:
        for cell in used:
            exec(cell.code.replace("epochs=20", "epochs=4"), names)
    finally:
        torch.set_num_threads(threads)
    assert names["classes"] == ["day", "night"] and names["right"].all()
    assert "objects in two sets: 0" in capsys.readouterr().out
    told(
        "labs/pictures",
        zh="跳过用到 `counts`、`circles` 或 `misplaced` 的各段代码",
        en="skip the cells that use `counts`, `circles` or `misplaced`",
    )


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_open_reads_the_head_and_load_the_pixels(tmp_path, share):
    path = tmp_path / "a.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (60, 60, 3), dtype=np.uint8)).save(path)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with Image.open(path) as image:
        assert image.size == (60, 60)
        with pytest.raises(OSError):
            image.load()
    assert issubclass(UnidentifiedImageError, OSError) and not issubclass(Image.DecompressionBombError, OSError)


def test_equal_bytes_are_told_whatever_the_name(tmp_path, capsys):
    folder = tmp_path / "pictures/one"
    folder.mkdir(parents=True)
    Image.new("RGB", (8, 8), "red").save(folder / "a.png")
    Image.new("RGB", (8, 8), "blue").save(folder / "b.png")
    (folder / "z.png").write_bytes((folder / "a.png").read_bytes())
    assert [path.name for path in defined()["usable"](tmp_path / "pictures")] == ["a.png", "b.png"]
    assert "z.png has the same bytes as a.png" in capsys.readouterr().out


def test_what_is_transparent_becomes_white_and_not_what_is_stored_below(tmp_path):
    read, path = defined()["read"], tmp_path / "a.png"
    for below in ((0, 0, 0, 0), (200, 10, 10, 0)):
        sticker = Image.new("RGBA", (40, 40), below)
        ImageDraw.Draw(sticker).rectangle((15, 15, 25, 25), fill="navy")
        sticker.save(path)
        assert sticker.convert("RGB").getpixel((0, 0)) == below[:3]
        assert read(path).getpixel((0, 0)) == (255, 255, 255) and read(path).getpixel((16, 16)) == (0, 0, 128)


def test_the_rotation_of_a_phone_is_carried_out(tmp_path):
    """6: the camera was turned; the left edge as stored is the upper one."""
    read, path = defined()["read"], tmp_path / "a.png"
    photo, exif = Image.new("RGB", (64, 64), "white"), Image.Exif()
    ImageDraw.Draw(photo).rectangle((0, 0, 15, 63), fill="black")
    exif[0x0112] = 6
    photo.save(path, exif=exif)
    with Image.open(path) as stored:
        assert stored.convert("L").getpixel((2, 40)) == 0
    turned = read(path).convert("L")
    assert turned.size == (32, 32) and turned.getpixel((16, 2)) == 0 and turned.getpixel((2, 20)) == 255


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
@pytest.mark.parametrize("size", [(20, 90), (300, 200), (32, 32), (5, 5)])
def test_every_mode_and_size_becomes_rgb_of_one_size(tmp_path, mode, size):
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    Image.new(mode, size).save(path)
    image = defined()["read"](path)
    assert image.mode == "RGB" and image.size == (32, 32)


@pytest.mark.parametrize("seed", range(5))
def test_the_split_keeps_objects_whole_and_each_class_in_each_set(seed):
    names = defined(classes=["circle", "square", "triangle"])
    counts = {"circle": 140, "square": 90, "triangle": 60}
    paths = [Path(f"p/{name}/{n:03}{shot}.png") for name, count in counts.items() for n in range(count) for shot in "abc"]
    parts = names["split"](paths, seed)
    objects = [{names["object_of"](path) for path in part} for part in parts]
    assert sorted(path for part in parts for path in part) == sorted(paths) and sum(map(len, objects)) == 290
    for part, share in zip(parts, (0.6, 0.2, 0.2), strict=True):
        for name, count in counts.items():
            assert sum(path.parent.name == name for path in part) == 3 * round(share * count)


def test_the_numbers_of_the_normalization_are_saved_with_the_weights():
    small = defined()["SmallNet"]
    net, again = small(3).eval(), small(3).eval()
    net.mean.fill_(0.3)
    net.std.fill_(0.2)
    again.load_state_dict(net.state_dict())
    x = torch.rand(4, 3, 32, 32)
    assert torch.equal(again(x), net(x)) and again.mean.eq(net.mean).all() and again.std.eq(net.std).all()


def test_what_is_said_of_the_numbers():
    cells, answers = NUMBERS["cells"], NUMBERS["answers"]
    share = cells["max(Counter(path.parent.name for path in paths).values()) / len(paths)"]
    told("labs/pictures", round(100 * share), zh="的网络也能有 {}% 的准确率", en="would have an accuracy of {}%")
    count = int(cells["len(test_paths)"])
    told(
        "labs/pictures",
        count,
        100 / count,
        zh="{} 张图里，错一张就是 {:.1f} 个百分点",
        en="With {} pictures, one more error is {:.1f} percentage points",
    )
    told("labs/pictures", math.log(3), zh="ln 3 ≈ {:.3f}（三类乱猜的损失）", en="ln 3 ≈ {:.3f}, the loss of guessing among three")
    star = cells["predict('star.jpg')['triangle']"]
    told("labs/pictures", star, zh="五角星是三角形的概率有 {:.3f}", en="for the star, “triangle” has {:.3f}")
    told("labs/pictures", star, zh="被认成三角形的概率是 {:.3f}", en="is a triangle with a probability of {:.3f}")
    told(
        "labs/pictures",
        173,
        round(173 * answers["sure.float().mean().item()"]),
        zh="{} 张图里有 {} 张得到了回答，其中算错的是三张，就是放错文件夹的 `square/035` 的三张图",
        en="Of the {} pictures, {} get an answer, and three of the answers count as wrong. They are for the three pictures of",
    )
    assert answers["len(errors)"] == answers["sum(object_of(val_paths[index]) == 'square/035' for index in errors)"] == 3
    assert abs(answers["mean_share"] - share) < 0.05 and cells["sum(seen) / len(seen)"] > 0.5
    assert answers["shares[0]"] > 0.98 and abs(answers["shares[1]"] - 1 / 3) < 0.08
    told("labs/pictures", 4 * 4, zh="它被 {} 个位置摊薄了", en="it is diluted by {} positions")


def test_grey_of_two_bytes_needs_more_than_convert():
    """Why the lab speaks of one byte: larger values become white."""
    grey = {np.uint8: (100, 100, 100), np.uint16: (255, 255, 255)}
    for kind, pixel in grey.items():
        value = 100 if kind is np.uint8 else 1000
        assert Image.fromarray(np.full((4, 4), value, kind)).convert("RGB").getpixel((0, 0)) == pixel
