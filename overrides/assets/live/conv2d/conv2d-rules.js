/*
 * What `nn.Conv2d(…)(x)` does, without torch: shapes, parameters, what an output reads, or the error torch raises.
 * Pure functions. tests/live/test_conv2d_rules.py puts thousands of settings to torch and to them.
 */

export const MODES = ["zeros", "reflect", "replicate", "circular"];
const STRINGS = ["same", "valid"];

const product = (numbers) => numbers.reduce((all, number) => all * number, 1);
const list = (numbers) => `[${numbers.join(", ")}]`;
/** A set as Python prints it; there the order is chance. */
const set = (words) => `{${words.map((word) => `'${word}'`).join(", ")}}`;

/** One number for both directions, or [height, width]. */
export const pair = (value) => (Array.isArray(value) ? value : [value, value]);

class Refused extends Error {
  constructor(type, message, varies = false) {
    super(message);
    Object.assign(this, { type, varies });
  }
}

function refuse(when, type, message, varies) {
  if (when) throw new Refused(type, message, varies);
}

/**
 * The layer, `{ weight, parameters, pads, reach }`, and what it makes of x, `{ out, macs, dropped }`; or as much of it as
 * there is and `{ error: { type, message, at, varies } }`. `at` is "init" or "call"; `varies`: the words depend on the library that torch computes with, the error does not.
 * `pads` and `dropped` are for height and width: [before, after] and how many rows and columns no window reaches.
 */
export function conv2d(settings, shape) {
  let layer;
  try {
    layer = build(settings);
    return { ...layer, ...call(layer, settings, shape) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { type, message, varies } = error;
    return { ...layer, error: { type, message, at: layer ? "call" : "init", varies } };
  }
}

/** nn.Conv2d.__init__: what it checks, in its order. */
function build({ in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode }) {
  const kernel = pair(kernel_size);
  const value = (text) => new Refused("ValueError", text);
  if (groups <= 0) throw value("groups must be a positive integer");
  if (in_channels % groups) throw value("in_channels must be divisible by groups");
  if (out_channels % groups) throw value("out_channels must be divisible by groups");
  if (typeof padding === "string") {
    if (!STRINGS.includes(padding)) throw value(`Invalid padding string '${padding}', should be one of ${set(STRINGS)}`);
    if (padding === "same" && pair(stride).some((step) => step !== 1))
      throw value("padding='same' is not supported for strided convolutions");
  }
  if (!MODES.includes(padding_mode))
    throw value(`padding_mode must be one of ${set(MODES)}, but got padding_mode='${padding_mode}'`);
  const weight = [out_channels, Math.floor(in_channels / groups), ...kernel];
  const negative = weight.find((size) => size < 0);
  refuse(negative, "RuntimeError", `Trying to create tensor with negative dimension ${negative}: ${list(weight)}`);
  const pads = pair(padding === "valid" ? 0 : padding).map((each, axis) => {
    if (padding !== "same") return [each, each];
    const all = pair(dilation)[axis] * (kernel[axis] - 1);
    return [Math.floor(all / 2), all - Math.floor(all / 2)];
  });
  return {
    weight,
    parameters: product(weight) + (bias ? out_channels : 0),
    pads,
    reach: kernel.map((size, axis) => pair(dilation)[axis] * (size - 1) + 1),
  };
}

/** Its call: another mode pads first, `same` pads the odd row; then come the checks of the convolution, in their order. */
function call({ weight, pads, reach }, { stride, padding, dilation, groups, padding_mode }, shape) {
  const fail = (when, message, varies) => refuse(when, "RuntimeError", message, varies);
  const steps = pair(stride);
  const gaps = pair(dilation);
  const kernel = weight.slice(2);
  let x = shape;
  let left = pads.map(([before]) => before);
  if (padding_mode !== "zeros") {
    x = padded(x, pads, padding_mode);
    left = [0, 0];
  }
  fail(
    x.length !== 3 && x.length !== 4,
    `Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: ${list(x)}`,
  );
  const batched = x.length === 4;
  x = batched ? [...x] : [1, ...x];
  if (padding === "same" && padding_mode === "zeros") {
    left = gaps.map((gap, axis) => Math.trunc((gap * (kernel[axis] - 1)) / 2));
    pads.forEach((_, axis) => (x[2 + axis] += gaps[axis] * (kernel[axis] - 1) - 2 * left[axis]));
  }
  fail(left.some((size) => size < 0), "negative padding is not supported");
  fail(steps.some((step) => step <= 0), "non-positive stride is not supported");
  fail(gaps.some((gap) => gap < 0), "dilation should be greater than zero");
  const given = `Given groups=${groups}`;
  fail(
    weight[0] < groups,
    `${given}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${list(weight)} instead`,
  );
  const channels = weight[1] * groups;
  fail(
    x[1] !== channels,
    `${given}, weight of size ${list(weight)}, expected input${list(x)} to have ${channels} channels, ` +
      `but got ${x[1]} channels instead`,
  );
  const size = [0, 1].map((axis) => x[2 + axis] + 2 * left[axis]);
  fail(
    reach.some((covered, axis) => covered > size[axis]),
    `Calculated padded input size per channel: (${size.join(" x ")}). Kernel size: (${reach.join(" x ")}). ` +
      "Kernel size can't be greater than actual input size",
  );
  fail(kernel.some((side) => side === 0), "kernel size should be greater than zero", true);
  fail(gaps.some((gap) => gap === 0), "dilation should be greater than zero", true);
  const sides = size.map((all, axis) => Math.floor((all - reach[axis]) / steps[axis]) + 1);
  const out = [...(batched ? [x[0]] : []), weight[0], ...sides];
  return {
    out,
    macs: product(out) * product(weight.slice(1)),
    dropped: size.map((all, axis) => (all - reach[axis]) % steps[axis]),
  };
}

/** The shape that `F.pad(x, …, mode)` makes, which each other mode calls before the convolution. */
function padded(shape, pads, mode) {
  const fail = (when, message, type = "RuntimeError", varies = false) => refuse(when, type, message, varies);
  const dims = shape.length;
  fail(
    dims < 2,
    "Padding length should be less than or equal to two times the input dimension " +
      `but got padding length 4 and input of dimension ${dims}`,
  );
  fail(dims !== 3 && dims !== 4, `Padding size 4 is not supported for ${dims}D input tensor.`, "NotImplementedError");
  const [height, width] = shape.slice(-2);
  const sides = [height, width].map((size, axis) => size + pads[axis][0] + pads[axis][1]);
  const out = [...shape.slice(0, -2), ...sides];
  const below = sides.some((side) => side < 0);
  const none = sides.every((side) => side < 1);
  const small = (space) => `input (H: ${height}, W: ${width}${space}) is too small. Calculated output H: ${sides[0]} W: ${sides[1]}`;
  if (mode === "reflect") {
    for (const axis of [1, 0]) {
      const [before, after] = pads[axis];
      fail(
        Math.max(before, after) >= [height, width][axis],
        `Argument #${axis ? 4 : 6}: Padding size should be less than the corresponding input dimension, but got: ` +
          `padding (${before}, ${after}) at dimension ${dims - 2 + axis} of input ${list(shape)}`,
      );
    }
    fail(none, small(""));
    fail(below, "numel: integer multiplication overflow", "RuntimeError", true);
  } else if (mode === "replicate") {
    fail(none, small(" "));
    fail(below, `Trying to create tensor with negative dimension ${Math.min(...sides)}: ${list(out)}`);
  } else {
    [height, width].forEach((size, axis) => {
      fail(Math.max(...pads[axis]) > size, "Padding value causes wrapping around more than once.");
      fail(sides[axis] < 0, "Negative padding value is resulting in an empty dimension");
    });
  }
  return out;
}

/** Which index of a row of `size` stands at `index` of the padded row, where 0 is the first pixel; null for a zero. */
export function source(index, size, mode) {
  if (index >= 0 && index < size) return index;
  if (mode === "zeros") return null;
  if (mode === "replicate") return index < 0 ? 0 : size - 1;
  if (mode === "circular") return (index + size) % size;
  return index < 0 ? -index : 2 * (size - 1) - index;
}

/** What the output at [channel, row, column] reads: channels from … to below, and rows and columns counted from the first pixel. */
export function reads({ weight, pads }, { stride, dilation, groups }, [channel, ...place]) {
  const first = Math.floor(channel / (weight[0] / groups)) * weight[1];
  const [rows, columns] = place.map((at, axis) =>
    Array.from({ length: weight[2 + axis] }, (_, step) => at * pair(stride)[axis] - pads[axis][0] + step * pair(dilation)[axis]),
  );
  return { channels: [first, first + weight[1]], rows, columns };
}
