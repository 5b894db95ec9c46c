"""The error clinic on data types, NumPy and images: each cause gives the message, and its cure runs."""

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torch.nn.functional import cross_entropy, log_softmax, one_hot

from tests.helpers.claims import raises
from tests.helpers.told import told

zeros = torch.zeros


@pytest.mark.parametrize("dtype", [torch.float64, torch.int64, torch.uint8, torch.float16, torch.bfloat16])
def test_the_dtype_of_the_data_comes_first(dtype):
    name = {torch.float64: "Double", torch.int64: "Long", torch.uint8: "Byte", torch.float16: "Half", torch.bfloat16: "BFloat16"}
    layer, x = nn.Linear(3, 2), zeros(1, 3).to(dtype)
    with pytest.raises(RuntimeError, match=f"must have the same dtype, but got {name[dtype]} and Float"):
        layer(x)
    layer(x.to(layer.weight.dtype))
    if dtype.is_floating_point:
        layer.to(dtype)(x)


def test_products_without_bias():
    for use in (lambda: nn.Linear(3, 2, bias=False)(zeros(1, 3).double()), lambda: torch.mm(zeros(1, 3), zeros(3, 1).double())):
        with pytest.raises(RuntimeError, match="expected m1 and m2 to have the same dtype"):
            use()
    raises("errors/data", "long int", lambda: zeros(1, 3) @ torch.tensor([[1], [2], [3]]))
    assert (zeros(1) + zeros(1).double()).dtype == torch.float64


def test_convolutions_with_and_without_bias():
    x = zeros(1, 1, 9, 9)
    for other, name in ((x.double(), "double"), (x.long(), "long int")):
        raises("errors/data", name, lambda other=other: nn.Conv2d(1, 1, 3)(other))
        with pytest.raises(RuntimeError, match="expected scalar type"):
            nn.Conv2d(1, 1, 3, bias=False)(other)


def test_a_norm_of_another_dtype_than_its_input():
    net = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3))
    net[0].double()
    with pytest.raises(RuntimeError, match="mixed dtype"):
        net(zeros(2, 3).double())
    net.double()(zeros(2, 3).double())


def test_kernels_that_exist_for_the_other_kind_of_numbers():
    raises("errors/data", '"log_softmax_lastdim_kernel_impl"', lambda: log_softmax(torch.tensor([1, 2]), 0), NotImplementedError)
    target, out = torch.tensor([[0, 1]]), torch.tensor([0])
    with pytest.raises(NotImplementedError, match="log_softmax_lastdim_kernel_impl"):
        cross_entropy(target, out)
    raises("errors/data", "\"bincount_cpu\" not implemented for 'Float'", lambda: torch.bincount(zeros(3)), NotImplementedError)
    with pytest.raises(NotImplementedError, match="for 'Int'"):
        nn.functional.gelu(torch.tensor([1], dtype=torch.int32))


@pytest.mark.parametrize("dtype", [torch.bool, torch.uint8, torch.int64])
def test_statistics_of_integers(dtype):
    x = torch.tensor([1, 0, 1]).to(dtype)
    for name in ("mean", "std", "var"):
        with pytest.raises(RuntimeError):
            getattr(x, name)()
    assert x.float().mean() == pytest.approx(2 / 3) == x.mean(dtype=torch.float32).item()


def test_which_indices_a_table_has():
    table, scores = nn.Embedding(10, 2), zeros(1, 10)
    for last, runs in ((0, True), (9, True), (10, False), (-1, False)):
        for use in (table, lambda label: cross_entropy(scores, label)):
            if runs:
                use(torch.tensor([last]))
            else:
                with pytest.raises(IndexError):
                    use(torch.tensor([last]))
    told("errors/data", 10, 0, 9, zh="{} 行的嵌入只有编号 {} 到 {}", en="An embedding of {} rows has the indices {} to {}")
    told("errors/training", 9, 10, zh="对应编号 0 到 {}，没有 {}", en="stand for the indices 0 to {}, and there is no {}")


def test_a_one_hot_vector_in_the_place_of_an_index():
    torch.manual_seed(0)
    table, index = nn.Embedding(4, 3), torch.tensor([2, 0])
    vectors = one_hot(index, 4).float()
    with pytest.raises(RuntimeError, match="scalar types: Long, Int"):
        table(vectors)
    linear = nn.Linear(4, 3, bias=False)
    linear.weight.data = table.weight.data.T
    assert torch.allclose(linear(vectors), table(vectors.argmax(-1)))


def test_classes_below_zero():
    raises("errors/data", "Class values must be non-negative", lambda: one_hot(torch.tensor([-1]), 3))
    scores, target = torch.randn(3, 4), torch.tensor([1, 255, 2])
    some = nn.CrossEntropyLoss(ignore_index=255)(scores, target)
    assert torch.allclose(some, cross_entropy(scores[[0, 2]], target[[0, 2]]))
    told("errors/data", 255, zh="nn.CrossEntropyLoss(ignore_index={})", en="nn.CrossEntropyLoss(ignore_index={})")


def test_bytes_wrap_around_in_computations_only():
    assert (torch.tensor([250], dtype=torch.uint8) + 10).item() == 4
    with pytest.raises(RuntimeError, match="without overflow"):
        torch.tensor([256], dtype=torch.uint8)
    torch.tensor([0, 255], dtype=torch.uint8)


def test_what_from_numpy_and_tensor_make_of_other_things():
    image = Image.new("L", (4, 4))
    raises("errors/data", "Could not infer dtype of Image", lambda: torch.tensor(image))
    raises("errors/data", "got list", lambda: torch.from_numpy([1]), TypeError)
    raises("errors/data", "got Tensor", lambda: torch.from_numpy(zeros(1)), TypeError)
    raises("errors/data", "dtype of dict", lambda: torch.tensor({"a": 1}))
    with pytest.raises(RuntimeError, match="Could not infer dtype of NoneType"):
        torch.tensor(None)


def test_arrays_that_are_read_only(tmp_path):
    np.save(tmp_path / "x.npy", np.zeros(3))
    arrays = (
        np.asarray(Image.new("L", (4, 4))),
        np.frombuffer(b"abcd", dtype=np.uint8),
        np.load(tmp_path / "x.npy", mmap_mode="r"),
    )
    for array in arrays:
        assert not array.flags.writeable and np.array(array).flags.writeable
    torch.tensor(arrays[2])


def test_methods_that_arrays_and_tensors_do_not_share():
    array = np.zeros((2, 2), dtype=np.float32)
    for name in ("unsqueeze", "to", "log_softmax"):
        raises("errors/data", f"'{name}'", lambda name=name: getattr(array, name), AttributeError)
    raises("errors/data", "'Tensor' object has no attribute 'astype'", lambda: zeros(1).astype("float32"), AttributeError)


def test_arrays_of_objects_and_of_text():
    raises("errors/data", "numpy.str_", lambda: torch.from_numpy(np.array(["a"])), TypeError)
    with pytest.raises(TypeError, match=r"numpy\.object_"):
        torch.from_numpy(np.array([[1], [1, 2]], dtype=object))
    with pytest.raises(ValueError, match="could not convert string to float: 'x'"):
        np.array([1, "x"], dtype=object).astype(np.float32)


def test_text_is_no_number():
    raises("errors/data", "new(): invalid data type 'str'", lambda: torch.tensor("cat"), TypeError)
    assert float("3.5") == 3.5
    told("errors/data", 3.5, zh='`"{}"` 要先', en='`"{}"` from a CSV file')


def test_places_for_one_number():
    for use in (float, int):
        with pytest.raises(ValueError, match="only one element tensors"):
            use(zeros(4))
    raises("errors/data", "0 elements", lambda: zeros(0).item())


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_torch_tensor_copies_and_cuts_the_graph():
    x = torch.ones(3, requires_grad=True)
    y = torch.tensor(x)
    assert not y.requires_grad and y.data_ptr() != x.data_ptr()
    assert x.to(torch.float64).requires_grad and x.to(torch.float32) is x
    for thing in (np.zeros(2), x, [1.0]):
        torch.as_tensor(thing)


def test_arrays_that_are_read_backwards():
    array = np.zeros((4, 6, 3))
    for flipped in (array[::-1], np.flip(array), np.fliplr(array), np.rot90(array), array[..., ::-1]):
        with pytest.raises(ValueError, match="negative"):
            torch.from_numpy(flipped)
        torch.from_numpy(flipped.copy())
    assert torch.equal(torch.flip(torch.arange(3), [0]), torch.from_numpy(np.arange(3)[::-1].copy()))


def test_assignments_to_positions_do_not_convert():
    index = torch.tensor([0])
    zeros(3)[0] = zeros(1).double()[0]
    with pytest.raises(RuntimeError, match="Index put requires"):
        torch.tensor([0, 0])[index] = torch.tensor([1.5])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = nn.Linear(3, 3)(zeros(2, 3))
        with pytest.raises(RuntimeError, match="got Float for the destination and BFloat16 for the source"):
            zeros(2, 3)[index] = out[:1]
        torch.zeros(2, 3, dtype=out.dtype)[index] = out[:1]


def test_a_loss_that_is_not_reduced_has_an_element_or_a_sample_for_each_loss():
    out = zeros(4, 3)
    assert nn.MSELoss(reduction="none")(out, out).shape == (4, 3)
    assert nn.CrossEntropyLoss(reduction="none")(out, torch.arange(4) % 3).shape == (4,)
    told(
        "errors/data",
        zh="`nn.MSELoss` 每个元素一个，`nn.CrossEntropyLoss` 每个样本一个",
        en="`nn.MSELoss` gives one for each element, `nn.CrossEntropyLoss` one for each sample",
    )


def test_floats_of_numpy_are_double_by_default_only():
    assert torch.from_numpy(np.array([0.5])).dtype == torch.float64
    assert torch.from_numpy(np.array([0.5], dtype=np.float32)).dtype == torch.float32
    told("errors/data", 64, zh="它们的浮点数默认是 `float{}`", en="Their floats are `float{}` by default")
