# %% [page]
# zh:
# title: 实验：用自己的图片训练分类网络，从文件夹到预测一张新图
# short: 自己的图片
# description: 用自己的图片文件夹做图像分类：检查坏文件、灰度图、透明 PNG 和重复文件，自己写 ImageFolder 那样的 Dataset，按物体划分数据集，数据增强，训练小 CNN，保留最好的权重，找出放错文件夹的图，导出 ONNX，预测一张新图。
# en:
# title: "Lab: train a classifier on your own pictures, from a folder to a prediction"
# short: Your own pictures
# description: Image classification from your own folder - check for broken, grey, transparent and duplicate files, write a Dataset like ImageFolder, split by object, augment, train a small CNN, keep the best weights, find pictures in the wrong folder, export to ONNX, predict one new picture.

# %% [markdown]
# zh:
# # 实验：用自己的图片训练 { #pictures }
#
# 教程里的数据大多是整理好的：大小一样，没有坏文件，划分也做好了。自己的图片是一个文件夹：每一类一个子文件夹，数量不均，大小不一，有的文件打不开，有的放错了地方。做完这个实验，你能把这样一个文件夹变成一个训练好的分类网络，找出其中放错的图，把网络保存成文件，再用它预测一张新图。
#
# 这里的图片由代码画出：圆、方块和三角形，颜色、大小、角度和底色各不相同，所以不需要下载任何东西。有了自己的图片，把它们按同样的方式放进文件夹，跳过画图的几段代码，其余的代码基本照用，[最后一节](#yours)列出要改的地方。一个 CPU 核就够用，不算练习，全部运行不到一分钟。
#
# `Dataset` 和 `DataLoader` 见[数据](../data.md)一课；训练循环、验证集和过拟合见[一次完整的训练](../training.md)。
# en:
# # Lab: train on your own pictures { #pictures }
#
# In tutorials the data is usually tidy: all images have one size, no file is broken, and the split is made. Your own pictures are a folder. It has a subfolder for each class, with different numbers of pictures of different sizes; some files cannot be opened, and some are in the wrong place. After this lab you can turn such a folder into a trained classifier, find the pictures that are in the wrong folder, save the network to a file, and predict a new picture with it.
#
# The pictures here are drawn by code: circles, squares and triangles, with different colours, sizes, angles and backgrounds. So there is nothing to download. Once you have pictures of your own, put them into folders of the same form and skip the cells that draw; most of the other code stays as it is, and [the last section](#yours) lists what has to change. One core of a CPU is enough, and without the exercises everything runs in less than a minute.
#
# `Dataset` and `DataLoader` are explained in [Data](../data.md), and the training loop, the validation set and overfitting in [A complete training](../training.md).

# %% [markdown]
# zh:
# ## 准备 { #setup }
#
# ```sh
# pip install torch numpy pillow matplotlib onnx onnxscript onnxruntime
# ```
#
# Pillow 读写图片文件，导入时的名字是 `PIL`。这里不需要 torchvision。
# en:
# ## Set up { #setup }
#
# ```sh
# pip install torch numpy pillow matplotlib onnx onnxscript onnxruntime
# ```
#
# Pillow reads and writes image files; it is imported under the name `PIL`. torchvision is not needed here.

# %%
import copy
import hashlib
import platform
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageOps
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR
from torch.utils.data import DataLoader, Dataset

print("Python", platform.python_version(), "torch", torch.__version__.partition("+")[0])
if not torch.__version__.startswith("2.13."):
    print("torch != 2.13：数字会略有不同 / numbers may differ a little")

device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
torch.set_num_threads(1)

# %% [markdown]
# zh:
# ## 图片文件夹：一类一个子文件夹 { #folder }
#
# 下面的代码把图片写进 `pictures/circle`、`pictures/square` 和 `pictures/triangle`。子文件夹的名字就是类别。
#
# 真实的照片常常几张拍的是同一个东西，这里也一样：每个物体有固定的形状、大小和颜色，“拍”三次，文件名是 `007a.png`、`007b.png`、`007c.png`；三次的角度、位置、底色和明暗不同，图片的大小也不同。这一点在[划分](#split)时很重要。另外，有三个物体的图片放进了别的类的文件夹，`misplaced` 里写着是哪三个；先记住有这回事，看后面[网络能不能找出来](#wrong)。
# en:
# ## The folder: one subfolder for each class { #folder }
#
# The following code writes pictures into `pictures/circle`, `pictures/square` and `pictures/triangle`. The name of the subfolder is the class.
#
# In real collections, several photos often show the same thing, and so it is here. Each object has a shape, a size and a colour of its own, and is “photographed” three times, into files named `007a.png`, `007b.png` and `007c.png`. Angle, position, background and brightness differ between the three, and so does the size of the picture. This will matter for the [split](#split). In addition, the pictures of three objects go into the folder of another class; `misplaced` says which. Keep this in mind, and see [whether the network finds them](#wrong).

# %%
CORNERS = {"circle": 60, "square": 4, "triangle": 3}


def new_object(rng, kind, hues):
    # zh: 一个物体的三张图共有的：轮廓上各个角的坐标 (角数, 2)，和色相
    # en: what the three pictures of an object share: the corners of its outline, (corners, 2), and its hue
    angles = 2 * np.pi * (np.arange(CORNERS[kind]) + 0.5) / CORNERS[kind]
    stretch = rng.uniform(0.65, 1)
    outline = np.stack([np.cos(angles), stretch * np.sin(angles)], 1)
    return rng.uniform(14, 28) * outline, int(rng.integers(*hues))


def photograph(rng, outline, hue):
    # zh: 每次不同的：图的大小、角度、位置、底色和明暗
    # en: what differs each time: the size of the picture, angle, position, background and brightness
    width, height = rng.integers(64, 97, 2).tolist()
    turn = rng.uniform(0, 2 * np.pi)
    cos, sin = np.cos(turn), np.sin(turn)
    points = outline @ np.array([[cos, sin], [-sin, cos]])
    points += np.array([width, height]) / 2 + rng.uniform(-8, 8, 2)
    light = int(rng.integers(25, 90))
    own = light + int(rng.choice([-1, 1]) * rng.integers(15, 40))
    # zh: 先画成两倍大，再缩小一半，边缘就不会有锯齿
    # en: drawn twice as large and then reduced, so that edges are smooth
    ground = f"hsl({rng.integers(360)}, 20%, {light}%)"
    image = Image.new("RGB", (2 * width, 2 * height), ground)
    corners = [tuple(point) for point in (2 * points).tolist()]
    fill = f"hsl({hue}, 60%, {min(max(own, 5), 95)}%)"
    ImageDraw.Draw(image).polygon(corners, fill=fill)
    return image.reduce(2)


def draw_folder(folder, counts, misplaced, hues, seed=0):
    rng = np.random.default_rng(seed)
    for name, count in counts.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            kind = misplaced.get((name, number), name)
            thing = new_object(rng, kind, hues.get(kind, (0, 360)))
            for shot in "abc":
                path = folder / name / f"{number:03}{shot}.png"
                photograph(rng, *thing).save(path)


folder = Path("pictures")
counts = {"circle": 140, "square": 90, "triangle": 60}
# zh: （文件夹，编号）→ 画的其实是什么
# en: (folder, number) → what is really drawn there
misplaced = {
    ("triangle", 7): "square",
    ("circle", 30): "triangle",
    ("square", 35): "circle",
}
draw_folder(folder, counts, misplaced, hues={})
print(len(list(folder.glob("*/*.png"))), "files")

# %% [markdown]
# zh:
# 每一类看两个物体，各三张。同一个物体的三张图，颜色和形状一样，明暗和角度不一样：
# en:
# Look at two objects of each class, with three pictures each. The three pictures of an object have one colour and shape, and differ in brightness and angle:

# %%
# zh: ![三行小图，依次是圆、方块和三角形，每行两个物体，每个物体三张。颜色、底色、大小和角度各不相同，有的图宽，有的图高。]
# en: ![Three rows of small pictures: circles, squares and triangles, two objects in each row with three pictures each. Colours, backgrounds, sizes and angles differ; some pictures are wide, some are tall.]
fig, axes = plt.subplots(3, 6, figsize=(5.4, 2.9), layout="constrained")
for row, name in zip(axes, counts):
    for ax, file in zip(row, ("020a", "020b", "020c", "021a", "021b", "021c")):
        ax.imshow(Image.open(folder / name / f"{file}.png"))
        ax.axis("off")
    row[0].set_title(name, fontsize=9, loc="left", pad=3)
plt.show()

# %% [markdown]
# zh:
# 一个真实的文件夹不会这样整齐，所以再添上常见的五种情况：一个下载了一半的文件，一张灰度图，一张背景透明的 PNG，一个改了名字的副本，一个不是图片的文件。
# en:
# A real folder is not so tidy. So add five things that are common there: a file of which only a part was downloaded, a grey picture, a PNG with a transparent background, a copy under another name, and a file that is not a picture.

# %%
circles = folder / "circle"
broken = circles / "000a.png"
broken.write_bytes(broken.read_bytes()[:200])

grey = Image.open(circles / "001a.png").convert("L")
grey.save(circles / "001a.png")

sticker = Image.new("RGBA", (80, 70), (0, 0, 0, 0))
ImageDraw.Draw(sticker).ellipse((15, 12, 60, 58), fill="midnightblue")
sticker.save(circles / "140a.png")

(circles / "002a (1).png").write_bytes((circles / "002a.png").read_bytes())
(circles / "notes.txt").write_text("which camera?")
print("Image.open alone:", Image.open(broken).size)

# %% [markdown]
# zh:
# ## 训练之前先检查文件 { #look }
#
# 坏文件最好在训练之前找出来，而不是在训练到一半时报错。下面的函数把每个文件真正读一遍，返回可以用的路径。`Image.open` 只读文件头，像素要到 `load()` 时才读，所以只调用 `Image.open` 会漏掉那个截断的文件。副本用内容的哈希值来认：字节完全相同，哈希值就相同，与名字无关。
# en:
# ## Check the files before training { #look }
#
# It is better to find broken files before training than to get an error in the middle of it. The following function really reads each file, and returns the paths that can be used. `Image.open` reads only the header of a file, and the pixels are read by `load()`, so `Image.open` alone would miss the truncated file. Copies are recognised by a hash of their content: if the bytes are equal, so is the hash, whatever the name.

# %%
def usable(folder):
    good, seen, modes, sizes = [], {}, Counter(), []
    for path in sorted(folder.glob("*/*")):
        try:
            with Image.open(path) as image:
                image.load()
        except OSError as error:
            print(path.name, type(error).__name__)
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in seen:
            print(path.name, "has the same bytes as", seen[digest].name)
            continue
        seen[digest] = path
        modes[image.mode] += 1
        sizes += image.size
        good.append(path)
    print("modes", dict(modes), " sides", min(sizes), "to", max(sizes))
    return good


paths = usable(folder)
classes = sorted({path.parent.name for path in paths})
print(len(paths), dict(Counter(path.parent.name for path in paths)))

# %% [markdown]
# zh:
# 三个文件被排除，`Image.open` 单独用时没有发现截断的那个。`UnidentifiedImageError` 是 `OSError` 的子类，所以一个 `except` 就能捕获这两种错误。Pillow 还有别的错误，比如图片大得可疑时的 `DecompressionBombError`，它不是 `OSError`，会让检查停下来。
#
# 类别的数量不均：圆占了将近一半。一个总是回答“圆”的网络也能有 48% 的准确率，所以准确率要和这个数比较，并且[每一类分开看](#test)。相差悬殊时怎么办，见[数据不平衡](../imbalance.md)。
#
# ### 灰度图、透明背景、手机照片：统一成 RGB { #rgb }
#
# 网络要的是一样大的 RGB 图。`convert("RGB")` 能处理普通的灰度图（每个像素一个字节），但处理透明背景时会直接丢掉透明度，露出透明像素底下存着的颜色，常常是黑色。所以先把图叠在白底上。手机照片还有一个问题：有的相机不转动像素，只在 EXIF 里写上“请转 90 度”，`ImageOps.exif_transpose` 会照着转。最后 `ImageOps.fit` 从中间裁出正方形，并缩放到 32×32。
# en:
# Three files are left out, and `Image.open` alone did not notice the truncated one. `UnidentifiedImageError` is a subclass of `OSError`, so one `except` catches both errors. Pillow has others, such as `DecompressionBombError` for a picture that is suspiciously large. It is not an `OSError`, so it stops the check.
#
# The classes are imbalanced: almost half of the pictures are circles. A network that answers “circle” each time would have an accuracy of 48%, so compare the accuracy with this number, and [look at each class](#test). What to do when the difference is large is the subject of [Imbalanced data](../imbalance.md).
#
# ### Grey, transparent, rotated by the phone: make all RGB { #rgb }
#
# The network needs RGB images of one size. `convert("RGB")` is enough for an ordinary grey picture (one byte for each pixel). With a transparent background, however, it drops the transparency and shows the colour that is stored below, often black. So the picture is put on white first. Photos from phones have one more pitfall: some cameras do not rotate the pixels, but write “rotate by 90 degrees” into the EXIF data. `ImageOps.exif_transpose` does what is written there. At the end, `ImageOps.fit` cuts a square from the middle and scales it to 32×32.

# %%
def read(path, size=32):
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    image = Image.alpha_composite(white, image).convert("RGB")
    return ImageOps.fit(image, (size, size))

# %%
# zh: ![三张小图：灰度图正常；透明背景的图直接转成 RGB，变成黑底上的深蓝圆，几乎看不见；叠在白底上就清楚了。]
# en: ![Three small pictures. The grey one looks normal. Converted to RGB as it is, the transparent one becomes a dark blue disk on black, which is hard to see; on white it is clear.]
images = {
    "grey": read(circles / "001a.png"),
    'convert("RGB")': ImageOps.fit(sticker.convert("RGB"), (32, 32)),
    "on white": read(circles / "140a.png"),
}
fig, axes = plt.subplots(1, 3, figsize=(4.2, 1.6), layout="constrained")
for ax, (name, image) in zip(axes, images.items()):
    ax.imshow(image)
    ax.set_title(name, fontsize=9, pad=3)
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# ## 自己写的 Dataset { #dataset }
#
# 这个 `Dataset` 与[数据一课里的](../data.md#files)相似，区别是它收到的是路径的列表，而不是文件夹：这样划分数据集就是划分路径。类别来自子文件夹的名字。图片到要用时才读，所以全部图片文件加起来比内存大也没关系。
# en:
# ## A Dataset of your own { #dataset }
#
# This `Dataset` is like [the one in the lesson on data](../data.md#files), except that it gets a list of paths instead of a folder, so that splitting the data means splitting the paths. The class is the name of the subfolder. A picture is read when it is needed, so all the files together may be larger than the memory.

# %%
class Pictures(Dataset):
    def __init__(self, paths, transforms=()):
        self.paths, self.transforms = paths, transforms
        self.target = [classes.index(path.parent.name) for path in paths]

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        # zh: (32, 32, 3) 的 uint8，0 到 255 → (3, 32, 32) 的 float32，0 到 1
        # en: (32, 32, 3) of uint8, 0 to 255 → (3, 32, 32) of float32, 0 to 1
        pixels = np.array(read(self.paths[index]))
        x = torch.from_numpy(pixels).permute(2, 0, 1).float() / 255
        for transform in self.transforms:
            x = transform(x)
        return x, self.target[index]


x, target = Pictures(paths)[-1]
print(tuple(x.shape), x.dtype, f"min {x.min():.2f}  max {x.max():.2f}")
print("class", target, classes[target], " file", paths[-1].as_posix())

# %% [markdown]
# zh:
# torchvision 的 `ImageFolder` 读的是同样的文件夹，类别也按名字排序。它自己读图时用的是 `convert("RGB")`；`loader` 换成我们的 `read`，透明的图就不会出错，`is_valid_file` 用来排除坏文件：
#
# ```text
# # 这里没有运行：需要 torchvision
# from torchvision.datasets import ImageFolder
# from torchvision.transforms import ToTensor
#
# good = set(paths)
# data = ImageFolder(
#     "pictures",
#     transform=ToTensor(),
#     loader=read,
#     is_valid_file=lambda path: Path(path) in good,
# )
# ```
# en:
# torchvision's `ImageFolder` reads the same folders, with the classes in alphabetical order, too. Its own reader uses `convert("RGB")`; with our `read` as the `loader`, transparent pictures come out right, and `is_valid_file` leaves out the broken files:
#
# ```text
# # Not run here: needs torchvision
# from torchvision.datasets import ImageFolder
# from torchvision.transforms import ToTensor
#
# good = set(paths)
# data = ImageFolder(
#     "pictures",
#     transform=ToTensor(),
#     loader=read,
#     is_valid_file=lambda path: Path(path) in good,
# )
# ```

# %% [markdown]
# zh:
# ## 划分：同一个物体的图放在一起 { #split }
#
# 训练集用来学习，验证集用来做选择，测试集[到最后只用一次](../training.md#data)。如果一张一张地随机分，会怎么样？先算一算：验证集的图里，有多少能在训练集里找到同一个物体的另一张图？
# en:
# ## Split: keep the pictures of one object together { #split }
#
# The training set is for learning, the validation set for making choices, and the test set [is used once, at the end](../training.md#data). What happens if each picture is assigned at random? Count first: of the validation pictures, how many have another picture of their object in the training set?

# %%
def object_of(path):
    # zh: pictures/circle/002a.png → circle/002
    # en: pictures/circle/002a.png → circle/002
    return f"{path.parent.name}/{path.stem[:3]}"


order = np.random.default_rng(0).permutation(len(paths)).tolist()
first, second = round(0.6 * len(paths)), round(0.8 * len(paths))
in_train = {object_of(paths[index]) for index in order[:first]}
seen = [object_of(paths[index]) in in_train for index in order[first:second]]
print(f"picture by picture: {sum(seen)} of {len(seen)} validation pictures")

# %% [markdown]
# zh:
# 验证集里大多数图的物体，网络在训练时已经见过。这叫[数据泄漏](../data.md#splits)：这样的验证集反映不出网络在没见过的物体上表现如何。所以这里划分的是物体，不是图片；按人、按病人、按拍摄日期分，也是同样的道理。并且在每一类里分别划分（分层），否则少的那一类可能碰巧几乎不在验证集里。
# en:
# For most of the validation pictures, the network would have seen the object in training. This is [data leakage](../data.md#splits): such a validation set cannot tell how the network does on objects that are new to it. So we split the objects instead of the pictures. The same holds for persons, patients, or the day on which photos were taken. The split is made within each class (it is stratified), because otherwise a rare class might, by chance, hardly appear in the validation set.

# %%
def split(paths, seed=0):
    rng, parts = np.random.default_rng(seed), {}
    for name in classes:
        own = [path for path in paths if path.parent.name == name]
        things = sorted({object_of(path) for path in own})
        rng.shuffle(things)
        # zh: 60% 训练，20% 验证，20% 测试
        # en: 60% for training, 20% for validation, 20% for the test
        first, second = round(0.6 * len(things)), round(0.8 * len(things))
        for number, thing in enumerate(things):
            parts[thing] = (number >= first) + (number >= second)
    part_of = [parts[object_of(path)] for path in paths]
    return [[path for path, at in zip(paths, part_of) if at == part] for part in range(3)]


train_paths, val_paths, test_paths = split(paths)
sets = Counter()
for name, part in zip(("train", "val", "test"), (train_paths, val_paths, test_paths)):
    print(f"{name:5}", len(part), dict(Counter(path.parent.name for path in part)))
    sets.update({object_of(path) for path in part})
print("objects in two sets:", sum(count > 1 for count in sets.values()))

# %% [markdown]
# zh:
# ## 数据增强与批量 { #augment }
#
# 三角形旋转、左右翻转、变暗以后，还是三角形。[数据增强](../data.md#transforms)每次取图时随机做这些变换，只用在训练集上。换成你的图，要先想一想哪些变换不改变答案：照片里的人通常不会倒过来；文字翻转以后可能就是另一个字，比如 b 变成 d。
# en:
# ## Augmentation and batches { #augment }
#
# A triangle that is turned, mirrored or darkened is still a triangle. [Data augmentation](../data.md#transforms) does this at random each time a picture is read, in the training set only. For pictures of your own, first think about which changes leave the answer as it is: people are rarely upside down in photos, and a mirrored letter can be another letter, as with b and d.

# %%
def turn(x):
    return x.rot90(int(torch.randint(4, ())), (1, 2))


def mirror(x):
    return x.flip(2) if torch.rand(()) < 0.5 else x


def shift(x):
    # zh: (3, 32, 32) → 四边各补 3 圈 (3, 38, 38) → 随机切出一块 (3, 32, 32)
    # en: (3, 32, 32) → 3 more on each side (3, 38, 38) → cut out at random (3, 32, 32)
    row, column = torch.randint(7, (2,)).tolist()
    x = F.pad(x, (3, 3, 3, 3), mode="replicate")
    return x[:, row : row + 32, column : column + 32]


def brightness(x):
    return (x * (0.8 + 0.4 * torch.rand(()))).clamp(0, 1)


augment = [turn, mirror, shift, brightness]

# %% [markdown]
# zh:
# `DataLoader` 有自己的随机数生成器，顺序由它的种子决定；增强用的是 torch 的全局随机数，由 `torch.manual_seed` 决定。两个都固定，在同一台机器上，训练就[可以重现](../training.md#seeds)。这里在主进程里读图；用 `num_workers` 时，[每个进程有自己的种子](../loading.md#seeds)。训练之前，先看一个批量，看的是增强之后、进入网络之前的样子：
# en:
# The `DataLoader` has a random number generator of its own, whose seed decides the order. The augmentation uses torch's global generator, which `torch.manual_seed` sets. With both of them fixed, the training [can be repeated](../training.md#seeds) on the same machine. Here the pictures are read in the main process; with `num_workers`, [each process has a seed of its own](../loading.md#seeds). Before training, look at one batch, as the network gets it after augmentation:

# %%
# zh: ![一个批量的前 12 张图，上方写着类别。图形和名字相符；大小、角度和明暗各不相同，有的被移到边上。]
# en: ![The first 12 pictures of a batch with their classes above them. Shapes and names agree; size, angle and brightness differ, and some shapes are near an edge.]
def batches(paths, seed=0):
    generator = torch.Generator().manual_seed(seed)
    data = Pictures(paths, augment)
    return DataLoader(data, batch_size=32, shuffle=True, drop_last=True, generator=generator)


torch.manual_seed(0)
x, target = next(iter(batches(train_paths)))
print("x", tuple(x.shape), x.dtype, " target", tuple(target.shape), target.dtype)

fig, axes = plt.subplots(2, 6, figsize=(5.4, 2.2), layout="constrained")
for ax, image, label in zip(axes.flat, x, target):
    ax.imshow(image.permute(1, 2, 0))
    ax.set_title(classes[label], fontsize=9, pad=3)
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# ## 一个小 CNN { #net }
#
# 三个块，每块是[卷积](../conv2d.md)、[BatchNorm](../normalisation.md)、ReLU 和[最大池化](../pooling.md)，图的边长每次减半：32、16、8、4。然后 64 张特征图各取最大值（全局最大池化），得到 64 个数，线性层把它们变成每类一个得分。为什么取最大值，不取常用的平均值？[练习 2](#exercises) 里试一试。
#
# 训练集的均值和标准差是网络的两个[缓冲区](../state.md#buffers)，`forward` 先用它们做归一化。这样它们会和权重一起保存、一起导出，以后用网络的人不会忘记这一步，也不会用错数。
# en:
# ## A small CNN { #net }
#
# There are three blocks, each with a [convolution](../conv2d.md), [BatchNorm](../normalisation.md), ReLU and [max pooling](../pooling.md). Each halves the sides of the maps: 32, 16, 8, 4. Then the maximum of each of the 64 maps is taken (global max pooling), and the linear layer turns these 64 numbers into a score for each class. Why the maximum, and not the mean, which is more common? [Exercise 2](#exercises) tries it.
#
# The mean and the standard deviation of the training set are two [buffers](../state.md#buffers) of the network, and `forward` begins by normalising with them. So they are saved and exported together with the weights, and whoever uses the network later can neither forget this step nor take other numbers.

# %%
def block(channels, out):
    conv = nn.Conv2d(channels, out, 3, padding=1, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out), nn.ReLU(), nn.MaxPool2d(2))


class SmallNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.register_buffer("mean", torch.zeros(3, 1, 1))
        self.register_buffer("std", torch.ones(3, 1, 1))
        self.features = nn.Sequential(block(3, 16), block(16, 32), block(32, 64))
        self.head = nn.Linear(64, classes)

    def pool(self, x):
        # zh: (N, 64, 4, 4) → (N, 64)：每张特征图的最大值
        # en: (N, 64, 4, 4) → (N, 64): the maximum of each map
        return x.amax((2, 3))

    def forward(self, x):
        x = self.features((x - self.mean) / self.std)
        return self.head(self.pool(x))


net = SmallNet(len(classes))
print(sum(parameter.numel() for parameter in net.parameters()), "parameters")
print(tuple(net(x).shape))

# %% [markdown]
# zh:
# ## 训练，并保留最好的权重 { #train }
#
# `measure` 返回一个数据集的得分和正确的类别，`fit` 训练。每一轮之后看验证损失，遇到新的最低值，就把权重[复制一份](../training.md#early-stopping)（`deepcopy`：`state_dict()` 本身指向的是还会变的参数），最后读回来。
# en:
# ## Train, and keep the best weights { #train }
#
# `measure` returns the scores and the correct classes of a dataset, and `fit` trains. After each epoch it looks at the validation loss. At a new lowest value it makes [a copy of the weights](../training.md#early-stopping) (with `deepcopy`, because `state_dict()` itself refers to the parameters, which go on changing), and at the end it loads them.

# %%
def measure(net, data):
    net.eval()
    scores, targets = [], []
    with torch.no_grad():
        for x, target in DataLoader(data, batch_size=128):
            scores.append(net(x.to(device)).cpu())
            targets.append(target)
    return torch.cat(scores), torch.cat(targets)


def set_statistics(net, paths):
    # zh: 不带增强：(N, 3, 32, 32) → 每个通道一个数
    # en: without augmentation: (N, 3, 32, 32) → a number for each channel
    x = torch.stack([x for x, _ in Pictures(paths)])
    net.mean.copy_(x.mean((0, 2, 3)).view(3, 1, 1))
    net.std.copy_(x.std((0, 2, 3)).view(3, 1, 1))


def fit(net, train_paths, val_paths, epochs=20):
    set_statistics(net, train_paths)
    loader, val_set = batches(train_paths), Pictures(val_paths)
    optimizer = torch.optim.AdamW(net.parameters())
    scheduler = OneCycleLR(optimizer, max_lr=1e-2, total_steps=epochs * len(loader))
    history, lowest = [], float("inf")
    for epoch in range(1, epochs + 1):
        net.train()
        total = 0
        for x, target in loader:
            loss = F.cross_entropy(net(x.to(device)), target.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() / len(loader)
        scores, target = measure(net, val_set)
        val_loss = F.cross_entropy(scores, target).item()
        history.append((total, val_loss))
        if val_loss < lowest:
            lowest, kept = val_loss, epoch
            best = copy.deepcopy(net.state_dict())
        if epoch % 4 == 0:
            share = (scores.argmax(1) == target).float().mean().item()
            print(f"{epoch:2}  loss {total:.3f}  val loss {val_loss:.3f}  accuracy {share:.3f}")
    net.load_state_dict(best)
    print("weights of epoch", kept)
    return history


torch.manual_seed(0)
net = SmallNet(len(classes)).to(device)
history = fit(net, train_paths, val_paths)

# %%
# zh: ![训练损失和验证损失随轮数变化的两条曲线。前几轮都在 1 附近，验证损失起伏很大，第 6 轮以后一起下降，最后都很低。]
# en: ![Two curves, training loss and validation loss by epoch. In the first epochs both are near 1 and the validation loss goes up and down; after about epoch 6 both fall, and at the end both are low.]
fig, ax = plt.subplots(figsize=(5.4, 2.4), layout="constrained")
for name, losses in zip(("train", "val"), zip(*history)):
    ax.plot(range(1, len(losses) + 1), losses, label=name)
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.5), xticks=range(2, 21, 2))
ax.legend()
plt.show()

# %% [markdown]
# zh:
# 头几轮学习率还在升高，验证损失忽上忽下。如果到这里损失还停在 ln 3 ≈ 1.099（三类乱猜的损失）附近，就到[找错的实验](debug.ipynb)里逐项检查。
#
# ## 混淆矩阵 { #confusion }
#
# 错在哪里？先看验证集，不看测试集：看过错误就会想去改，而用来做选择的数据不能再用来报成绩。[混淆矩阵](../training.md#confusion)的行是正确的类别，列是网络的答案。
# en:
# In the first epochs, while the learning rate is still rising, the validation loss goes up and down. If your loss stays near ln 3 ≈ 1.099, the loss of guessing among three classes, go through the checks of [the lab on debugging](debug.ipynb).
#
# ## Confusion matrix { #confusion }
#
# Where are the errors? Look at the validation set and not at the test set, because once you have seen the errors, you will want to change something, and data that guided a choice cannot give the final result. In the [confusion matrix](../training.md#confusion) the rows are the correct classes and the columns are the answers of the network.

# %%
# zh: ![3×3 的表，行是正确的类别，列是网络的答案，格子里是张数。对角线上的数远大于其他格子，圆和三角形几乎全对，错的多数是方块。]
# en: ![A table of 3 by 3: rows are correct classes, columns are answers, with the number of pictures. The diagonal is much larger than the rest; circles and triangles are almost all right, and most errors are squares.]
scores, target = measure(net, Pictures(val_paths))
answer = scores.argmax(1)
n = len(classes)
confusion = torch.bincount(target * n + answer, minlength=n * n).view(n, n)
print("right", confusion.diagonal().sum().item(), "of", len(target))

fig, ax = plt.subplots(figsize=(3.4, 2.8), layout="constrained")
share = confusion / confusion.sum(1, keepdim=True)
for row in range(n):
    for column in range(n):
        shade = 0.6 * share[row, column].item()
        ax.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, alpha=shade))
        count = confusion[row, column].item()
        ax.text(column, row, count, ha="center", va="center", color="black")
ax.set(xlim=(-0.5, n - 0.5), ylim=(n - 0.5, -0.5), aspect="equal")
ax.set(xticks=range(n), yticks=range(n), xticklabels=classes, yticklabels=classes)
ax.set(xlabel="answer", ylabel="target")
plt.show()

# %% [markdown]
# zh:
# ## 损失最大的图：放错文件夹的在这里 { #wrong }
#
# 把训练集和验证集的图按损失从大到小排列，看前 12 张。损失大，说明网络给标签那一类的概率很小。要么是网络错了，要么是标签错了。
# en:
# ## The pictures with the largest loss: the misplaced ones are here { #wrong }
#
# Sort the pictures of the training set and of the validation set by their loss, and look at the first 12. A large loss means that the network gives the class of the label a small probability. Then either the network is wrong, or the label is.

# %%
# zh: ![损失最大的 12 张图，每张上方是文件名和网络的答案。前几张画的明明是网络回答的图形，只是放在了别的文件夹里。]
# en: ![The 12 pictures with the largest loss, each with its file and the answer of the network above it. The first ones clearly show what the network says; they are just in another folder.]
known = Pictures(train_paths + val_paths)
scores, target = measure(net, known)
losses = F.cross_entropy(scores, target, reduction="none")
worst = losses.argsort(descending=True)[:12].tolist()

fig, axes = plt.subplots(3, 4, figsize=(5.4, 5), layout="constrained")
for ax, index in zip(axes.flat, worst):
    ax.imshow(read(known.paths[index]))
    name, answer = object_of(known.paths[index]), classes[scores[index].argmax()]
    ax.set_title(f"{name}\n→ {answer}", fontsize=9, pad=3)
    ax.axis("off")
plt.show()

# %%
suspects = {object_of(known.paths[index]) for index in worst}
for name, number in misplaced:
    print(f"{name}/{number:03}", f"{name}/{number:03}" in suspects)

# %% [markdown]
# zh:
# 三个放错的物体都在里面，虽然其中两个在训练集里，网络是照着错误的标签训练的，但没有把它们背下来。这个办法并不总是有效：别的网络、更久的训练[可能连错误的标签也背下来](debug.ipynb#labels)，那时它们的损失不再突出。
#
# 所以，按损失排序是一个成本很低的检查标签的办法。一张一张看过再改，不要让网络自己改：其余的几张标签没有错，只是难认。改法就是把文件移到对的文件夹里，再训练一次。
# en:
# The three misplaced objects are among them, although two of the three are in the training set and the network was trained with their wrong labels. It has not memorised them. This does not work in all cases: another network or longer training [may memorise even wrong labels](debug.ipynb#labels), and then their loss no longer stands out.
#
# So sorting by loss is a cheap check of the labels. Look at each picture before you correct it, and do not let the network decide: the other pictures have correct labels and are just hard to recognise. To correct a label, move the file to the right folder, and train again.

# %% [markdown]
# zh:
# ## 测试集：只用一次 { #test }
#
# 所有的选择都做完了，现在用测试集量一次。除了总的准确率，还有每一类的召回率，也就是这一类的图认对了多少；第一行是总回答最多的那一类时的准确率，用来比较。
# en:
# ## The test set, once { #test }
#
# All choices have been made, so measure on the test set now, once. Besides the accuracy there is the recall of each class, the share of its pictures that were recognised. The first line is for comparison: the accuracy of answering the most frequent class each time.

# %%
scores, target = measure(net, Pictures(test_paths))
right = scores.argmax(1) == target
frequent = target.mode().values
print(f"always {classes[frequent]}: {(target == frequent).float().mean():.3f}")
print(f"accuracy {right.float().mean():.3f} of {len(target)} pictures")
for index, name in enumerate(classes):
    print(f"{name:8}  recall {right[target == index].float().mean():.3f}")

# %% [markdown]
# zh:
# 172 张图里，错一张就是 0.6 个百分点，所以两次训练之间一两个百分点的差别说明不了什么。而且测试集里的图和训练集来自同一段代码；换一台相机、换一个人拍，成绩可能低得多，[练习 3](#exercises) 里就是这样。
# en:
# With 172 pictures, one more error is 0.6 percentage points, so a difference of one or two points between two trainings says little. Also, the test pictures come from the same code as the training pictures. With another camera or another person behind it, the result can be much lower; [exercise 3](#exercises) has such a case.

# %% [markdown]
# zh:
# ## 保存：权重和类别的名字 { #save }
#
# 只有权重还不够：第一个得分是哪一类的，写在 `classes` 里，所以两样存在一个文件里。读回来以后，得分应该完全相同。
# en:
# ## Save: the weights and the names of the classes { #save }
#
# The weights alone are not enough: which class the first score belongs to is written in `classes`. So both go into one file. After loading, the scores should be exactly the same.

# %%
net = net.cpu().eval()
torch.save({"net": net.state_dict(), "classes": classes}, "shapes.pt")

saved = torch.load("shapes.pt")
again = SmallNet(len(saved["classes"]))
again.load_state_dict(saved["net"])
again.eval()
x = torch.stack([x for x, _ in Pictures(val_paths)])
with torch.no_grad():
    scores = net(x)
    print("same scores", torch.equal(again(x), scores), saved["classes"])

# %% [markdown]
# zh:
# ## 导出 ONNX，并用 ONNX Runtime 核对 { #onnx }
#
# [ONNX](../onnx.md) 文件不需要 PyTorch 就能运行。导出前网络要在[评估模式](../onnx.md#eval)，`batch` 让批量大小可以任意。导出之后马上核对：同样的图，两边的得分应该只差舍入误差，答案应该相同。
# en:
# ## Export to ONNX, and check with ONNX Runtime { #onnx }
#
# An [ONNX](../onnx.md) file runs without PyTorch. The network has to be in [evaluation mode](../onnx.md#eval) for the export, and `batch` leaves the batch size open. Check the file right away: for the same pictures, the scores should differ only by rounding, and the answers should be the same.

# %%
batch = torch.export.Dim("batch")
torch.onnx.export(
    net,
    (x[:2],),
    "shapes.onnx",
    input_names=["image"],
    output_names=["scores"],
    dynamic_shapes=({0: batch},),
    external_data=False,
    verbose=False,
)
session = onnxruntime.InferenceSession("shapes.onnx")
(there,) = session.run(None, {"image": x.numpy()})
here = scores.numpy()
print("difference below 0.001:", np.abs(there - here).max() < 1e-3)
print("same answers:", (there.argmax(1) == here.argmax(1)).all())

# %% [markdown]
# zh:
# 归一化也在文件里，因为它是 `forward` 的一部分。类别的名字不在，要另外附上。发布这个文件之前，先[删掉里面本机的路径](train.ipynb#metadata)。
# en:
# The normalisation is in the file, because it is a part of `forward`. The names of the classes are not, so pass them on separately. Before you publish the file, [remove the paths of your machine](train.ipynb#metadata) from it.

# %% [markdown]
# zh:
# ## 预测一张自己的图片 { #own }
#
# 要预测的图必须和训练的图经过同样的处理，所以这里用的还是 `read`。除此以外，`predict` 只用到 NumPy 和 ONNX Runtime。试两张：一张方块，JPEG 格式，300×200；一颗五角星，它不属于三类里的任何一类。网络会怎样回答五角星？
# en:
# ## Predict a picture of your own { #own }
#
# A picture has to be treated in the same way as in training, so `read` is used again. Apart from it, `predict` needs only NumPy and ONNX Runtime. Try two pictures: a square, as a JPEG file of 300×200, and a star, which belongs to none of the three classes. What will the network answer for the star?

# %%
# zh: ![两张图：浅黄底上的绿色方块，浅灰底上的红色五角星。]
# en: ![Two pictures: a green square on light yellow, and a red star on light grey.]
def predict(path):
    x = np.array(read(path), dtype=np.float32).transpose(2, 0, 1)[None] / 255
    (scores,) = session.run(None, {"image": x})[0]
    # zh: softmax；先减去最大值，指数就不会溢出
    # en: softmax; the maximum is subtracted so that the exponentials do not overflow
    shares = np.exp(scores - scores.max())
    return dict(zip(classes, (shares / shares.sum()).tolist()))


square = Image.new("RGB", (300, 200), "lightyellow")
ImageDraw.Draw(square).rectangle((90, 45, 200, 155), fill="seagreen")
square.save("square.jpg")

turns = np.pi * np.arange(10) / 5
radius = np.where(np.arange(10) % 2, 35, 85)
points = 100 + np.stack([radius * np.sin(turns), -radius * np.cos(turns)], 1)
corners = [tuple(point) for point in points.tolist()]
star = Image.new("RGB", (200, 200), "lightgrey")
ImageDraw.Draw(star).polygon(corners, fill="firebrick")
star.save("star.jpg")

fig, axes = plt.subplots(1, 2, figsize=(3.4, 1.6), layout="constrained")
for ax, path in zip(axes, ("square.jpg", "star.jpg")):
    print(path, {name: round(share, 3) for name, share in predict(path).items()})
    ax.imshow(read(path))
    ax.axis("off")
plt.show()

# %% [markdown]
# zh:
# 方块答对了。五角星也得到了一个答案，因为 softmax 的三个数加起来是 1，网络没有“都不是”这个选项。如果会遇到别的东西，就加一个“其他”类，放进各种各样的图；只看概率是否够高不行，五角星是三角形的概率有 0.988。
#
# ### 换成你自己的图片 { #yours }
#
# 1. 照 `类别/文件` 的样子放好，写 `folder = Path("…")`，并跳过用到 `counts`、`circles` 或 `misplaced` 的各段代码：它们只和画出来的图有关。
# 2. 改 `object_of`：从文件名、日期或一张表里得出哪些图拍的是同一个东西。每张图都是不同的东西时，返回 `str(path)`。
# 3. 选对 `augment`，再看一遍[批量的图](#augment)。
# 4. 照片通常要比 32×32 更大，比如 `size=128`，`shift` 里的 32 也要跟着改。`set_statistics` 会一次读进整个训练集，图很多时，用其中一部分算就够了。图少的时候（每类几十张），从[预训练的网络](../transfer.md)开始，通常比从头训练好。
#
# ## 练习 { #exercises }
#
# !!! exercise "1. 只在有把握时回答 ★"
#     [这个实验](#own)的网络对每张图都给出答案。让它只在最大的概率达到 0.7 时才回答：验证集里有多少张图得到回答？回答了的里面错了几张，是哪几张？
#
#     ??? answer "答案"
#         173 张图里有 154 张得到了回答，其中算错的是三张，就是放错文件夹的 `square/035` 的三张图：网络的答案其实是对的。门槛越高，回答的图越少，要交给人看的越多。但是门槛只在图与训练集相像时可靠：[五角星](#own)被认成三角形的概率是 0.988，这个门槛拦不住它。
#
#         ```python
#         probability, answer = F.softmax(scores, 1).max(1)
#         target = torch.tensor(Pictures(val_paths).target)
#         sure = probability >= 0.7
#         errors = (sure & (answer != target)).nonzero().flatten().tolist()
#         print(sure.sum().item(), "of", len(target), "answered")
#         print([f"{object_of(val_paths[index])} → {classes[answer[index]]}" for index in errors])
#         ```
#
# !!! exercise "2. 平均池化代替最大池化 ★★"
#     [这个实验](#net)的网络对每张特征图取最大值。换成平均值（全局平均池化），其余不变，再训练一次。验证集上的准确率是多少？为什么会有这样的差别？
#
#     ??? answer "答案"
#         20 轮以后，它的验证准确率只有一半左右，比总回答“圆”好不了多少。这里的图形靠角来区分，角只占特征图上很小的一块：取最大值时，这一个位置就决定了结果；取平均值时，它被 16 个位置摊薄了。这个解释没有单独验证过；在照片上，平均池化通常工作得很好，许多现成的网络用的就是它。
#
#         ```python
#         class MeanNet(SmallNet):
#             def pool(self, x):
#                 return x.mean((2, 3))
#
#
#         torch.manual_seed(0)
#         mean_net = MeanNet(len(classes)).to(device)
#         fit(mean_net, train_paths, val_paths)
#         mean_scores, mean_target = measure(mean_net, Pictures(val_paths))
#         mean_share = (mean_scores.argmax(1) == mean_target).float().mean().item()
#         print(f"val accuracy {mean_share:.3f}")
#         ```
#
# !!! exercise "3. 网络学的是颜色还是形状 ★★★"
#     用 `draw_folder` 在 `coloured` 文件夹里画 300 个物体，每类 100 个，圆都是红色（色相 0 到 40），方块都是绿色（100 到 140），三角形都是蓝色（210 到 250）。用它们训练[同样的网络](#train)。在同样的彩色图里留出的测试集上，准确率是多少？在 `pictures` 的测试集上呢？
#
#     ??? answer "答案"
#         在留出的彩色图上几乎全对，在颜色随意的图上只有三分之一左右，和乱猜一样：网络学到的是颜色，因为颜色已经足够区分训练集里的三类。这叫捷径学习（shortcut learning）。按物体划分也发现不了它，因为三个集合里都有同样的捷径。自己拍图时要留意：是不是每一类都有自己的背景、自己的光线？要发现捷径，需要另一处来的测试图。
#
#         ```python
#         coloured = Path("coloured")
#         hues = {"circle": (0, 40), "square": (100, 140), "triangle": (210, 250)}
#         draw_folder(coloured, dict.fromkeys(classes, 100), {}, hues, seed=1)
#         parts = split(sorted(coloured.glob("*/*.png")))
#         torch.manual_seed(0)
#         by_colour = SmallNet(len(classes)).to(device)
#         fit(by_colour, parts[0], parts[1])
#         shares = []
#         for name, part in (("coloured", parts[2]), ("pictures", test_paths)):
#             colour_scores, colour_target = measure(by_colour, Pictures(part))
#             shares.append((colour_scores.argmax(1) == colour_target).float().mean().item())
#             print(f"{name}  test accuracy {shares[-1]:.3f}")
#         ```
# en:
# The square is right. The star got an answer, too: the three numbers of the softmax add up to 1, and the network has no option “none of these”. If other things can occur, add a class “other” with many kinds of pictures. Asking for a high probability is not enough: for the star, “triangle” has 0.988.
#
# ### With pictures of your own { #yours }
#
# 1. Put them into folders, `class/file`, write `folder = Path("…")`, and skip the cells that use `counts`, `circles` or `misplaced`, which are about the drawings.
# 2. Change `object_of`: it says which pictures show the same thing, from the file name, the date or a table. If each picture shows another thing, return `str(path)`.
# 3. Choose `augment` for your pictures, and look at [a batch](#augment) again.
# 4. Photos usually need more than 32×32, such as `size=128`; then change the 32 in `shift` as well. `set_statistics` reads the whole training set at once; with very many pictures, a part of it is enough. With few pictures (some dozens for each class), it is usually better to begin with a [pretrained network](../transfer.md) than from scratch.
#
# ## Exercises { #exercises }
#
# !!! exercise "1. Answer only when confident ★"
#     The network of [this lab](#own) gives an answer for each picture. Let it answer only when the largest probability is at least 0.7. How many pictures of the validation set get an answer? How many of these answers are wrong, and for which pictures?
#
#     ??? answer "Answer"
#         Of the 173 pictures, 154 get an answer, and three of the answers count as wrong. They are for the three pictures of `square/035`, which is in the wrong folder, so the network is in fact right. With a higher threshold fewer pictures get an answer, and a person has to look at more of them. But a threshold is reliable only for pictures like those of the training set: the [star](#own) is a triangle with a probability of 0.988, and this threshold does not stop it.
#
#         ```python
#         probability, answer = F.softmax(scores, 1).max(1)
#         target = torch.tensor(Pictures(val_paths).target)
#         sure = probability >= 0.7
#         errors = (sure & (answer != target)).nonzero().flatten().tolist()
#         print(sure.sum().item(), "of", len(target), "answered")
#         print([f"{object_of(val_paths[index])} → {classes[answer[index]]}" for index in errors])
#         ```
#
# !!! exercise "2. Average pooling instead of max pooling ★★"
#     The network of [this lab](#net) takes the maximum of each feature map. Take the mean instead (global average pooling), leave everything else as it is, and train again. What is the accuracy on the validation set, and what could be the reason for the difference?
#
#     ??? answer "Answer"
#         After 20 epochs its validation accuracy is only about one half, hardly better than answering “circle” each time. The shapes here are told apart by their corners, and a corner covers a small part of a map. With the maximum, this one position decides; with the mean, it is diluted by 16 positions. This explanation was not tested separately. On photos, average pooling usually works well, and many well-known networks use it.
#
#         ```python
#         class MeanNet(SmallNet):
#             def pool(self, x):
#                 return x.mean((2, 3))
#
#
#         torch.manual_seed(0)
#         mean_net = MeanNet(len(classes)).to(device)
#         fit(mean_net, train_paths, val_paths)
#         mean_scores, mean_target = measure(mean_net, Pictures(val_paths))
#         mean_share = (mean_scores.argmax(1) == mean_target).float().mean().item()
#         print(f"val accuracy {mean_share:.3f}")
#         ```
#
# !!! exercise "3. Does the network learn the colour or the shape? ★★★"
#     With `draw_folder`, draw 300 objects into the folder `coloured`, 100 of each class. Let circles be red (hues from 0 to 40), squares green (100 to 140) and triangles blue (210 to 250). Train [the same network](#train) on them. What is its accuracy on a test set of the same coloured pictures, and on the test set of `pictures`?
#
#     ??? answer "Answer"
#         On the coloured test pictures almost all answers are right. On the pictures with any colour it is about one third, which is as good as guessing. The network has learned the colour, because in its training set the colour was enough to tell the classes apart. This is called shortcut learning. A split by object does not reveal it, since the three sets contain the same shortcut. When you take pictures, ask yourself: does each class have a background or a light of its own? To discover a shortcut you need test pictures from somewhere else.
#
#         ```python
#         coloured = Path("coloured")
#         hues = {"circle": (0, 40), "square": (100, 140), "triangle": (210, 250)}
#         draw_folder(coloured, dict.fromkeys(classes, 100), {}, hues, seed=1)
#         parts = split(sorted(coloured.glob("*/*.png")))
#         torch.manual_seed(0)
#         by_colour = SmallNet(len(classes)).to(device)
#         fit(by_colour, parts[0], parts[1])
#         shares = []
#         for name, part in (("coloured", parts[2]), ("pictures", test_paths)):
#             colour_scores, colour_target = measure(by_colour, Pictures(part))
#             shares.append((colour_scores.argmax(1) == colour_target).float().mean().item())
#             print(f"{name}  test accuracy {shares[-1]:.3f}")
#         ```
