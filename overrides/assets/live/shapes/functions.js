/*
 * torch's functions and the methods of tensors by name: `x.flatten(1)` and `torch.flatten(x, 1)` are the same entry, which is
 * what its arguments are called with their defaults, and what it does. Those that are layers' come from the layers' data.
 */

import { isList, prod } from "./expressions.js";
import { Float, SHAPES, Tensor, broadcast, dimension, elementwise, like, matmul, narrow, refused, select } from "./tensors.js";

/** An argument without a default; one that takes all that is left. */
const MUST = Symbol("must");
const REST = Symbol("rest");
const VIEWS = "view reshape flatten unflatten permute transpose unsqueeze squeeze chunk split unbind expand contiguous detach T mT t movedim select narrow view_as expand_as swapaxes squeeze_ unsqueeze_ tensor_split";
export const isView = (name) => VIEWS.split(" ").includes(name);

const S = SHAPES;
const list = (value) => (isList(value) ? value : [value]);
const pair = (x, dim, keep) => (dim === null ? S.reduce(x, null, keep, x.dtype) : [S.reduce(x, dim, keep, x.dtype), S.reduce(x, dim, keep, "long")]);

const SAME =
  "exp log log2 log10 log1p expm1 sqrt rsqrt abs sin cos tan sinh cosh tanh sigmoid erf neg square reciprocal floor ceil round sign clamp clip " +
  "clamp_min clamp_max detach clone softmax log_softmax masked_fill nan_to_num pow_scalar requires_grad_ relu_ mul_ add_ sub_ div_ copy_ zero_ fill_ " +
  "normal_ uniform_ triu tril cumsum cumprod flip roll dropout normalize alpha_dropout feature_dropout retain_grad logit exp_ sqrt_ zeros_like ones_like rand_like " +
  "randn_like empty_like full_like tensor data";
const TYPES = { float: "float", half: "float", double: "float", bfloat16: "float", long: "long", int: "long", bool: "bool" };

/** By name: [arguments, function]; an argument is its name, and its default after it. */
export const FUNCTIONS_OF_TORCH = {
  view: [[["shape", REST]], S.view],
  reshape: [[["shape", REST]], S.reshape],
  flatten: [[["start_dim", 0], ["end_dim", -1]], S.flatten],
  ravel: [[], (x) => S.flatten(x, 0, -1)],
  unflatten: [[["dim", MUST], ["sizes", REST]], (x, dim, given) => S.unflatten(x, dim, given)],
  permute: [[["dims", REST]], S.permute],
  transpose: [[["dim0", MUST], ["dim1", MUST]], S.transpose],
  swapaxes: [[["axis0", MUST], ["axis1", MUST]], S.transpose],
  t: [[], (x) => S.transpose(x, 0, -1)],
  movedim: [[["source", MUST], ["destination", MUST]], (x, from, to) => S.permute(x, moved(x, list(from), list(to)))],
  unsqueeze: [[["dim", MUST]], S.unsqueeze],
  squeeze: [[["dim", null]], S.squeeze],
  contiguous: [[], (x) => new Tensor([...x.shape], x.dtype)],
  expand: [[["size", REST]], S.expand],
  expand_as: [[["other", MUST]], (x, other) => S.expand(x, other.shape)],
  view_as: [[["other", MUST]], (x, other) => S.view(x, other.shape)],
  repeat: [[["sizes", REST]], S.repeat],
  tile: [[["dims", REST]], (x, dims) => S.repeat(x, [...Array(Math.max(0, x.shape.length - dims.length)).fill(1), ...dims])],
  repeat_interleave: [[["repeats", MUST], ["dim", null]], (x, count, dim) => (dim === null ? new Tensor([prod(x.shape) * count], x.dtype) : new Tensor(x.shape.with(dimension(x, dim), x.shape.at(dim) * count), x.dtype))],
  chunk: [[["chunks", MUST], ["dim", 0]], (x, count, dim) => S.split(x, Math.max(1, Math.ceil(x.shape[dimension(x, dim)] / count)), dim)],
  split: [[["split_size", MUST], ["dim", 0]], S.split],
  unbind: [[["dim", 0]], (x, dim) => Array.from({ length: x.shape[dimension(x, dim)] }, () => select(x, dimension(x, dim)))],
  narrow: [[["dim", MUST], ["start", MUST], ["length", MUST]], (x, dim, start, length) => narrow(x, dimension(x, dim), length)],
  select: [[["dim", MUST], ["index", MUST]], (x, dim) => select(x, dimension(x, dim))],
  cat: [[["dim", 0]], S.cat],
  concat: [[["dim", 0]], S.cat],
  concatenate: [[["dim", 0]], S.cat],
  stack: [[["dim", 0]], S.stack],
  matmul: [[["other", MUST]], (x, other) => matmul(x, other)[0]],
  mm: [[["mat2", MUST]], (x, other) => matmul(x, other)[0]],
  bmm: [[["mat2", MUST]], (x, other) => S.bmm(x, other)[0]],
  where: [[["input", MUST], ["other", MUST]], (x, a, b) => (a instanceof Tensor || b instanceof Tensor ? elementwise(elementwise(a, b), x, elementwise(a, b).dtype) : x)],
  argmax: [[["dim", null], ["keepdim", false]], (x, dim, keep) => S.reduce(x, dim, keep, "long")],
  argmin: [[["dim", null], ["keepdim", false]], (x, dim, keep) => S.reduce(x, dim, keep, "long")],
  max: [[["dim", null], ["keepdim", false]], (x, dim, keep) => (dim instanceof Tensor ? elementwise(x, dim) : pair(x, dim, keep))],
  min: [[["dim", null], ["keepdim", false]], (x, dim, keep) => (dim instanceof Tensor ? elementwise(x, dim) : pair(x, dim, keep))],
  topk: [[["k", MUST], ["dim", -1]], (x, k, dim) => [new Tensor(x.shape.with(dimension(x, dim), k), x.dtype), new Tensor(x.shape.with(dimension(x, dim), k), "long")]],
  dim: [[], (x) => x.shape.length],
  ndimension: [[], (x) => x.shape.length],
  numel: [[], (x) => prod(x.shape)],
  type_as: [[["other", MUST]], (x, other) => like(x, other.dtype)],
  one_hot: [[["num_classes", MUST]], (x, classes) => new Tensor([...x.shape, classes], "long")],
  pad: [[["pad", MUST]], pad],
  scaled_dot_product_attention: [[["key", MUST], ["value", MUST]], (q, k, v) => new Tensor([...broadcast(q.shape.slice(0, -1), q.shape.slice(0, -1)), v.shape.at(-1)])],
  addmm: [[["mat1", MUST], ["mat2", MUST]], (x, a, b) => elementwise(x, matmul(a, b)[0])],
  outer: [[["vec2", MUST]], (x, other) => new Tensor([...x.shape, ...other.shape], x.dtype)],
};
for (const name of SAME.split(" ")) FUNCTIONS_OF_TORCH[name] = [null, (x) => like(x)];
for (const [name, dtype] of Object.entries(TYPES)) FUNCTIONS_OF_TORCH[name] = [[], (x) => like(x, dtype)];
for (const name of ["to", "cuda", "cpu", "type"]) FUNCTIONS_OF_TORCH[name] = [null, (x, ...more) => like(x, more.find((one) => one?.dtype && !one.shape)?.dtype ?? x.dtype)];
for (const name of ["softmax", "log_softmax", "softmin", "cumsum", "cumprod"]) FUNCTIONS_OF_TORCH[name] = [[["dim", MUST]], (x, dim) => (dimension(x, dim), like(x))];
for (const name of ["mean", "sum", "prod", "amax", "amin", "logsumexp", "all", "any"]) {
  const dtype = { all: "bool", any: "bool" }[name];
  FUNCTIONS_OF_TORCH[name] = [[["dim", null], ["keepdim", false]], (x, dim, keep) => {
    if (name === "mean" && x.dtype !== "float") refused(`RuntimeError: mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${x.dtype === "long" ? "Long" : "Bool"}`);
    return S.reduce(x, dim, keep, dtype);
  }];
}
for (const name of ["var", "std"]) FUNCTIONS_OF_TORCH[name] = [[["dim", null], ["unbiased", true], ["keepdim", false]], (x, dim, _, keep) => S.reduce(x, typeof dim === "boolean" ? null : dim, keep)];
FUNCTIONS_OF_TORCH.norm = [[["p", null], ["dim", null], ["keepdim", false]], (x, _, dim, keep) => S.reduce(x, dim, keep)];
for (const name of ["add", "sub", "mul", "div", "pow", "maximum", "minimum", "multiply", "subtract", "divide", "true_divide", "atan2", "fmod", "remainder"]) {
  FUNCTIONS_OF_TORCH[name] = [[["other", MUST]], (x, other) => elementwise(x, other, /div/.test(name) ? "float" : null)];
}
for (const name of ["eq", "ne", "lt", "le", "gt", "ge"]) FUNCTIONS_OF_TORCH[name] = [[["other", MUST]], (x, other) => elementwise(x, other, "bool")];

/** What makes tensors of sizes: `torch.zeros(2, 3)`. */
export const MAKERS = ["zeros", "ones", "randn", "rand", "empty", "full", "arange", "linspace", "eye", "randint", "tensor", "Tensor", "FloatTensor", "randperm", "one"];

export function make(name, given, named) {
  const dtype = named.get("dtype")?.dtype;
  const numbers = given.map((one) => (one instanceof Float ? one.value : one));
  if (name === "arange") {
    const [from, to, step] = numbers.length > 1 ? numbers : [0, numbers[0] ?? named.get("end"), 1];
    return new Tensor([Math.max(0, Math.ceil((to - from) / (step ?? named.get("step") ?? 1)))], dtype ?? (given.some((one) => one instanceof Float) ? "float" : "long"));
  }
  if (name === "linspace") return new Tensor([numbers[2] ?? named.get("steps")], "float");
  if (name === "eye") return new Tensor([numbers[0], numbers[1] ?? numbers[0]], dtype ?? "float");
  if (name === "randperm") return new Tensor([numbers[0]], "long");
  if (name === "randint") return new Tensor(numbers.find(isList) ?? named.get("size"), dtype ?? "long");
  if (name === "tensor") return new Tensor(nested(given[0]), dtype ?? (isList(given[0]) && given[0].flat(9).every(Number.isInteger) ? "long" : "float"));
  const sizes = isList(numbers[0]) ? numbers[0] : name === "full" ? list(numbers[0]) : (named.get("size") ?? numbers);
  return new Tensor([...sizes], dtype ?? "float");
}

const nested = (value) => (isList(value) ? [value.length, ...nested(value[0] ?? 0)] : []);

function moved(x, from, to) {
  const [source, target] = [from, to].map((dims) => dims.map((dim) => dimension(x, dim)));
  const rest = x.shape.map((_, at) => at).filter((at) => !source.includes(at));
  return x.shape.map((_, at) => (target.includes(at) ? source[target.indexOf(at)] : rest.shift()));
}

function pad(x, amounts) {
  const shape = [...x.shape];
  for (let at = 0; at < amounts.length / 2; at += 1) shape[shape.length - 1 - at] += amounts[2 * at] + amounts[2 * at + 1];
  return new Tensor(shape, x.dtype);
}

/** The arguments of a call in the order of the entry; null where they do not fit it. */
export function ordered(parameters, given, named) {
  if (!parameters) return given;
  const values = [];
  const left = [...given];
  for (const [name, fallback] of parameters) {
    if (fallback === REST) {
      const rest = left.splice(0);
      values.push(isList(rest[0]) ? rest[0] : (rest.length ? rest : (named.get(name) ?? named.get("size") ?? [])));
    } else if (left.length) values.push(left.shift());
    else if (named.has(name)) values.push(named.get(name));
    else if (name === "dim" && named.has("axis")) values.push(named.get("axis"));
    else if (fallback === MUST) return null;
    else values.push(fallback);
  }
  return values;
}

/** What `x[…]` gives: numbers take a dimension away, slices shorten it, None adds one. */
export function indexed(x, index, slice) {
  let parts = isList(index) ? [...index] : [index];
  const real = parts.filter((one) => one !== null && one !== "...").length;
  if (real > x.shape.length) refused(`IndexError: too many indices for tensor of dimension ${x.shape.length}`);
  const gap = Array(x.shape.length - real).fill(slice(null, null, null));
  const dots = parts.indexOf("...");
  parts = dots < 0 ? [...parts, ...gap] : parts.toSpliced(dots, 1, ...gap);
  let at = 0;
  let found = x;
  for (const part of parts) {
    if (part === null) found = S.unsqueeze(found, at++);
    else if (typeof part === "number") {
      const size = found.shape[at];
      if (part < -size || part >= size) refused(`IndexError: index ${part} is out of bounds for dimension ${at} with size ${size}`);
      found = select(found, at);
    } else if (part instanceof Tensor) {
      if (part.dtype === "bool") return null;
      found = new Tensor(found.shape.toSpliced(at, 1, ...part.shape), x.dtype);
      at += part.shape.length;
    } else if (isList(part)) found = new Tensor(found.shape.with(at++, part.length), x.dtype);
    else {
      const length = part.count(found.shape[at]);
      found = part.step === 1 ? narrow(found, at, length) : new Tensor(found.shape.with(at, length), x.dtype);
      at += 1;
    }
  }
  return found;
}
