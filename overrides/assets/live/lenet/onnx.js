/*
 * Reads a small .onnx file and runs it, keeping every step. Pure functions, no network.
 * It knows what a LeNet is made of; anything else it refuses by name. tests/live/test_onnx.py compares it with torch and onnxruntime.
 */

/** Why a file cannot be run. `kind` is foreign, truncated, broken, external, type or operator; `what` names the culprit. */
export class ModelError extends Error {
  constructor(kind, what = "") {
    super(`${kind} ${what}`.trim());
    Object.assign(this, { kind, what });
  }
}

const product = (sizes) => sizes.reduce((all, size) => all * size, 1);

// The file: protobuf. https://protobuf.dev/programming-guides/encoding/

/** The fields of a message: [number, wire type, value], value a number or the bytes. */
function* fields(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const skip = (length) => {
    if (at + length > bytes.length) throw new ModelError("truncated");
    return (at += length) - length;
  };
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[skip(1)];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
      if (shift > 63n) throw new ModelError("foreign");
    }
  };
  const bytesOf = (length) => bytes.subarray(skip(length), at);
  while (at < bytes.length) {
    const key = varint();
    const wire = key & 7;
    if (wire === 0) yield [key >>> 3, wire, varint()];
    else if (wire === 1) yield [key >>> 3, wire, view.getFloat64(skip(8), true)];
    else if (wire === 2) yield [key >>> 3, wire, bytesOf(varint())];
    else if (wire === 5) yield [key >>> 3, wire, view.getFloat32(skip(4), true)];
    else throw new ModelError("foreign");
  }
}

const text = (bytes) => decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));

/** Whole numbers, packed into bytes or alone. */
function integers(wire, value) {
  if (wire === 0) return [value];
  const found = [];
  for (let at = 0; at < value.length; ) {
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      number |= BigInt(value[at] & 127) << shift;
      if (at >= value.length) throw new ModelError("truncated");
      if (value[at++] < 128) break;
    }
    found.push(Number(BigInt.asIntN(64, number)));
  }
  return found;
}

function tensor(bytes) {
  const dims = [];
  let [name, type, raw] = ["", 0, null];
  let external = false;
  for (const [number, wire, value] of fields(bytes)) {
    if (number === 1) dims.push(...integers(wire, value));
    else if (number === 2) type = value;
    else if (number === 8) name = text(value);
    else if (number === 9) raw = value.slice(); // a copy starts where numbers may
    else if (number === 14 && value === 1) external = true;
  }
  if (external) throw new ModelError("external", name);
  if (type !== 1 && type !== 7) throw new ModelError("type", `${name}: ${type}`);
  if (raw?.length !== product(dims) * (type === 1 ? 4 : 8)) throw new ModelError("broken", name);
  const data = type === 1 ? new Float32Array(raw.buffer) : Array.from(new BigInt64Array(raw.buffer), Number);
  return [name, { dims, data }];
}

function attribute(bytes) {
  let [name, one] = ["", null];
  const list = [];
  for (const [number, wire, value] of fields(bytes)) {
    if (number === 1) name = text(value);
    else if (number === 2 || number === 3) one = value;
    else if (number === 4) one = text(value);
    else if (number === 8) list.push(...integers(wire, value));
  }
  return [name, list.length ? list : one];
}

function node(bytes) {
  const found = { operator: "", inputs: [], outputs: [], attributes: {} };
  for (const [number, , value] of fields(bytes)) {
    if (number === 1) found.inputs.push(text(value));
    else if (number === 2) found.outputs.push(text(value));
    else if (number === 4) found.operator = text(value);
    else if (number === 5) {
      const [name, setting] = attribute(value);
      found.attributes[name] = setting;
    }
  }
  return found;
}

const nameOf = (bytes) => text([...fields(bytes)].find(([number]) => number === 1)?.[2] ?? []);

/** The model in a file's bytes: `{ nodes, weights, input, output }`. Throws a ModelError. */
export function parse(bytes) {
  const model = { nodes: [], weights: {}, inputs: [], output: "" };
  let [graph, opset] = [null, null];
  if (bytes[0] !== 8) throw new ModelError("foreign"); // every .onnx begins with its version
  try {
    for (const [number, , value] of fields(bytes)) {
      if (number === 7) graph = value;
      else if (number === 8) opset = value;
    }
    if (!graph || !opset) throw new ModelError("truncated");
    for (const [number, , value] of fields(graph)) {
      if (number === 1) model.nodes.push(node(value));
      else if (number === 5) {
        const [name, weight] = tensor(value);
        model.weights[name] = weight;
      } else if (number === 11) model.inputs.push(nameOf(value));
      else if (number === 12) model.output = nameOf(value);
    }
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError("foreign");
  }
  const unknown = model.nodes.filter(({ operator }) => !(operator in OPERATORS)).map(({ operator }) => operator);
  if (unknown.length) throw new ModelError("operator", [...new Set(unknown)].join(", "));
  model.nodes.forEach((node) => onlyWhatIsKnown(node, model.weights));
  model.input = model.inputs.find((name) => !(name in model.weights));
  const known = new Set([model.input, ...Object.keys(model.weights)]);
  for (const { inputs, outputs } of model.nodes) {
    const missing = inputs.find((name) => name && !known.has(name));
    if (missing !== undefined) throw new ModelError("broken", missing);
    outputs.forEach((name) => known.add(name));
  }
  return model;
}

// The operators. Settings that are not written are the usual ones; others than those below are refused.

const USUAL = {
  ...{ group: 1, auto_pad: "NOTSET", dilations: 1, ceil_mode: 0, storage_order: 0 },
  ...{ alpha: 1, beta: 1, transA: 0, transB: 1, axis: 1 },
};
/** How many axes these have, and which inputs have to be weights. */
const AXES = { Conv: { 1: 4, 2: 1 }, Gemm: { 1: 2, 2: 1 }, Reshape: { 1: 1 } };

function onlyWhatIsKnown({ operator, inputs, outputs, attributes }, weights) {
  const refuse = (what) => {
    throw new ModelError("operator", `${operator}(${what})`);
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (name in USUAL && [value].flat().some((each) => each !== USUAL[name])) refuse(`${name}=${value}`);
    if (name === "pads" && value.some((size) => size < 0)) refuse(`pads=${value}`);
    if (name === "kernel_shape" && value.length !== 2) refuse(`kernel_shape=${value}`);
  }
  if (operator === "Gemm" && attributes.transB !== 1) refuse("transB=0");
  if (outputs.filter((name) => name).length !== 1) refuse(`${outputs.length} outputs`);
  for (const [index, axes] of Object.entries(AXES[operator] ?? {})) {
    if (inputs[index] && weights[inputs[index]]?.dims.length !== axes) refuse(`${inputs[index]}: ${weights[inputs[index]]?.dims}`);
  }
  if (attributes.allowzero && weights[inputs[1]].data.includes(0)) refuse("allowzero=1");
  const [, weight, bias] = inputs.map((name) => weights[name]);
  if (bias && bias.dims[0] !== weight.dims[0]) refuse(`${inputs[2]}: ${bias.dims}`);
}

function make(dims) {
  return { dims, data: new Float32Array(product(dims)) };
}

/** Where a window of [height, width] stops on an image: how often, how far apart, and how much padding is before it. */
function stops([, , height, width], [tall, wide], { strides = [1, 1], pads = [0, 0, 0, 0] }) {
  const count = (size, window, axis) => Math.floor((size + pads[axis] + pads[axis + 2] - window) / strides[axis]) + 1;
  return { rows: count(height, tall, 0), columns: count(width, wide, 1), strides, pads };
}

const OPERATORS = {
  /** Adds one weight times a row of the image at a time: as many additions as needed, few look-ups. */
  Conv([x, weight, bias], attributes) {
    const [batch, channels, height, width] = x.dims;
    const [kernels, , tall, wide] = weight.dims;
    const { rows, columns, strides, pads } = stops(x.dims, [tall, wide], attributes);
    const y = make([batch, kernels, rows, columns]);
    for (let map = 0; map < batch * kernels; map++) {
      const kernel = map % kernels;
      const image = (map - kernel) / kernels;
      const to = map * rows * columns;
      if (bias) y.data.fill(bias.data[kernel], to, to + rows * columns);
      for (let part = 0; part < channels * tall * wide; part++) {
        const w = weight.data[kernel * channels * tall * wide + part];
        const channel = Math.floor(part / (tall * wide));
        const down = (Math.floor(part / wide) % tall) - pads[0];
        const across = (part % wide) - pads[1];
        for (let row = 0; row < rows; row++) {
          const r = row * strides[0] + down;
          if (r < 0 || r >= height) continue;
          const from = ((image * channels + channel) * height + r) * width;
          for (let column = 0, c = across; column < columns; column++, c += strides[1]) {
            if (c >= 0 && c < width) y.data[to + row * columns + column] += w * x.data[from + c];
          }
        }
      }
    }
    return y;
  },
  MaxPool([x], attributes) {
    const [batch, channels, height, width] = x.dims;
    const [tall, wide] = attributes.kernel_shape;
    const { rows, columns, strides, pads } = stops(x.dims, [tall, wide], attributes);
    const y = make([batch, channels, rows, columns]);
    let at = 0;
    for (let map = 0; map < batch * channels; map++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          let most = -Infinity;
          for (let r = row * strides[0] - pads[0], below = r + tall; r < below; r++) {
            for (let c = column * strides[1] - pads[1], end = c + wide; c < end; c++) {
              if (r >= 0 && r < height && c >= 0 && c < width) most = Math.max(most, x.data[(map * height + r) * width + c]);
            }
          }
          y.data[at++] = most;
        }
      }
    }
    return y;
  },
  Gemm([x, weight, bias]) {
    const [batch, inputs] = x.dims;
    const [outputs] = weight.dims;
    const y = make([batch, outputs]);
    for (let at = 0; at < batch * outputs; at++) {
      const output = at % outputs;
      const from = ((at - output) / outputs) * inputs;
      let sum = 0;
      for (let input = 0; input < inputs; input++) sum += x.data[from + input] * weight.data[output * inputs + input];
      y.data[at] = sum + (bias ? bias.data[output] : 0);
    }
    return y;
  },
  Relu: ([x]) => ({ dims: x.dims, data: x.data.map((value) => (value > 0 ? value : 0)) }),
  Reshape([x, shape]) {
    const dims = shape.data.map((size, axis) => (size === 0 ? x.dims[axis] : size)); // 0: as it was
    const rest = x.data.length / product(dims.filter((size) => size > 0));
    return { dims: dims.map((size) => (size === -1 ? rest : size)), data: x.data };
  },
  Flatten: ([x]) => ({ dims: [x.dims[0], x.data.length / x.dims[0]], data: x.data }),
};

/** What every node makes of an image: `{ name, layer, operator, attributes, value: { dims, data } }`, in order. */
export function run(model, image) {
  const values = { ...model.weights, [model.input]: image };
  return model.nodes.map(({ operator, inputs, outputs, attributes }) => {
    const value = OPERATORS[operator](inputs.map((name) => values[name]), attributes);
    values[outputs[0]] = value;
    const weight = inputs.find((name) => name.endsWith(".weight"));
    return { name: outputs[0], layer: weight?.replace(/\.weight$/, "") ?? "", operator, attributes, value };
  });
}

/**
 * The box of numbers that a box of a step's output is made of, in the step before: [[from, below], …] for channels, rows,
 * columns. A fully connected layer reads all of it.
 */
export function behind({ operator, attributes }, box, before) {
  if (operator === "Relu") return box;
  const all = before.map((size) => [0, size]);
  if (operator !== "Conv" && operator !== "MaxPool") return all;
  const { kernel_shape: window, strides = [1, 1], pads = [0, 0, 0, 0] } = attributes;
  const [rows, columns] = [0, 1].map((axis) => {
    const [from, below] = box[1 + axis];
    const first = from * strides[axis] - pads[axis];
    return [Math.max(0, first), Math.min(before[1 + axis], (below - 1) * strides[axis] - pads[axis] + window[axis])];
  });
  return [operator === "Conv" ? all[0] : box[0], rows, columns];
}
