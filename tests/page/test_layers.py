"""What a page says of a layer, made from its data."""

from tools.page.layers import listed, markdown


def test_an_entry_has_the_call_the_arguments_and_the_formulas():
    text = "\n".join(markdown("Conv2d", "en"))
    assert "nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0,\n    dilation=1" in text
    assert '- `padding_mode="zeros"`: what the padding contains' in text
    assert "x: (N, in_channels, H, W)\ny: (N, out_channels, H_out, W_out)\n" in text
    assert "weight: (out_channels, in_channels // groups, *kernel_size)" in text, "an argument's own name, not `kernel`"
    assert "H_out, W_out = (padded - window) // stride + 1" in text
    assert "weight_size" not in text, "what only the errors need is not shown"
    assert "[`in_channels must be divisible by groups`](../errors/build.md#groups)" in text


def test_both_languages_have_the_same_formulas():
    for name in ("Conv1d", "ConvTranspose3d", "Bilinear"):
        zh, en = (markdown(name, language) for language in ("zh", "en"))
        assert len(zh) == len(en)
        assert [line for line in zh if line.startswith(("x", "y", "weight"))] == [
            line for line in en if line.startswith(("x", "y", "weight"))
        ]


def test_the_first_shapes_follow_no_word_and_sizes_without_axes_have_their_name():
    text = markdown("BatchNorm1d", "en")
    assert text.index("x: (N, num_features, L)") < text.index("or:") < text.index("x: (N, num_features)")
    assert [line for line in markdown("Upsample", "en") if "scale_factor is None" in line and line.startswith("out = ")]


def test_a_lazy_layer_leads_to_the_one_it_becomes():
    assert "[`nn.Conv2d`](conv.md#Conv2d)" in "\n".join(markdown("LazyConv2d", "en"))


def test_the_list_of_a_page_has_its_sentences():
    lines = list(listed("en", "linear"))
    assert lines[0].startswith("- [`nn.Linear`](linear.md#Linear)&nbsp;· Turns in_features numbers")
    assert len(lines) == 2 * 4
