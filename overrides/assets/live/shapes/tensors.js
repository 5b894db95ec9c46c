/*
 * What torch's functions do with shapes. A tensor is a shape, a dtype and, while it is not contiguous, its strides; what torch
 * refuses is refused in its words. tests/live/test_shapes_*.py hold all of it against torch.
 */

import { isList, prod } from "./expressions.js";
import { Refused } from "./layers.js";

export class Tensor {
  constructor(shape, dtype = "float", strides = null) {
    Object.assign(this, { shape, dtype, strides });
  }
}

/** A float of Python; whole numbers are plain. */
export class Float {
  constructor(value) {
    this.value = value;
  }
}

export const refused = (says) => {
  throw new Refused("call", says);
};

const plainStrides = (shape) => shape.map((_, at) => prod(shape.slice(at + 1)));
const stridesOf = (x) => x.strides ?? plainStrides(x.shape);

/** A tensor with these strides, which are left out where they are those of a contiguous one. */
function strided(shape, dtype, strides) {
  const plain = plainStrides(shape);
  const same = shape.includes(0) || shape.every((size, at) => size === 1 || strides[at] === plain[at]);
  return new Tensor(shape, dtype, same ? null : strides);
}

export const like = (x, dtype = x.dtype) => {
  if (!x.strides) return new Tensor([...x.shape], dtype);
  const order = x.shape.map((_, at) => at).sort((a, b) => x.strides[b] - x.strides[a] || a - b);
  if (x.strides.includes(0)) return new Tensor([...x.shape], dtype);
  const strides = [];
  let step = 1;
  for (const at of order.reverse()) {
    strides[at] = step;
    step *= x.shape[at];
  }
  return strided([...x.shape], dtype, strides);
};

/** The dimension that is meant, also from the end; `more`: how many places there are beside those of the shape. */
export function dimension(x, dim, more = 0) {
  const count = Math.max(x.shape.length + more, 1);
  if (dim < -count || dim >= count) {
    refused(`IndexError: Dimension out of range (expected to be in range of [${-count}, ${count - 1}], but got ${dim})`);
  }
  return dim < 0 ? dim + count : dim;
}

/** The sizes with -1 worked out. */
function sizes(x, given) {
  const total = prod(x.shape);
  const text = `[${given.join(", ")}]`;
  const invalid = () => refused(`RuntimeError: shape '${text}' is invalid for input of size ${total}`);
  const known = prod(given.filter((size) => size !== -1));
  const open = given.filter((size) => size === -1).length;
  if (open > 1) refused("RuntimeError: only one dimension can be inferred");
  const below = given.find((size) => size < -1);
  if (below !== undefined) refused(`RuntimeError: invalid shape dimension ${below}`);
  if (!open) return known === total ? given : invalid();
  if (known === 0) {
    if (total) invalid();
    refused(`RuntimeError: cannot reshape tensor of 0 elements into shape ${text} because the unspecified dimension size -1 can be any value and is ambiguous`);
  }
  if (total % known) invalid();
  return given.map((size) => (size === -1 ? total / known : size));
}

/** The strides of a view, or null where there is none without copying. */
function viewStrides(x, shape) {
  const old = stridesOf(x);
  if (prod(x.shape) === 0) return plainStrides(shape);
  const strides = Array(shape.length).fill(1);
  let at = shape.length - 1;
  let [base, had, have] = [old.at(-1) ?? 1, 1, 1];
  for (let dim = x.shape.length - 1; dim >= 0; dim -= 1) {
    had *= x.shape[dim];
    if (dim && (x.shape[dim - 1] === 1 || old[dim - 1] === had * base)) continue;
    while (at >= 0 && (have < had || shape[at] === 1)) {
      strides[at] = have * base;
      have *= shape[at];
      at -= 1;
    }
    if (have !== had) return null;
    if (dim) [base, had, have] = [old[dim - 1], 1, 1];
  }
  return at === -1 ? strides : null;
}

function view(x, given) {
  const shape = sizes(x, given);
  const strides = viewStrides(x, shape);
  if (!strides) {
    refused(
      "RuntimeError: view size is not compatible with input tensor's size and stride (at least one dimension spans across two " +
        "contiguous subspaces). Use .reshape(...) instead.",
    );
  }
  return strided(shape, x.dtype, strides);
}

function reshape(x, given) {
  const shape = sizes(x, given);
  const strides = viewStrides(x, shape);
  return strides ? strided(shape, x.dtype, strides) : new Tensor(shape, x.dtype);
}

function flatten(x, from, to) {
  if (!x.shape.length) return new Tensor([1], x.dtype);
  const [first, last] = [dimension(x, from), dimension(x, to)];
  if (first > last) refused("RuntimeError: flatten() has invalid args: start_dim cannot come after end_dim");
  return reshape(x, [...x.shape.slice(0, first), prod(x.shape.slice(first, last + 1)), ...x.shape.slice(last + 1)]);
}

function unflatten(x, dim, given) {
  const at = dimension(x, dim);
  const known = prod(given.filter((size) => size !== -1));
  const size = x.shape[at];
  const inferred = given.map((each) => (each === -1 ? Math.floor(size / known) : each));
  if (prod(inferred) !== size) {
    refused(`RuntimeError: unflatten: Provided sizes [${given.join(", ")}] don't multiply up to the size of dim ${at} (${size}) in the input tensor`);
  }
  return view(x, [...x.shape.slice(0, at), ...inferred, ...x.shape.slice(at + 1)]);
}

function permute(x, dims) {
  if (dims.length !== x.shape.length) {
    refused(
      "RuntimeError: permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired " +
        `ordering of dimensions i.e. input.dim() = ${x.shape.length} is not equal to len(dims) = ${dims.length}`,
    );
  }
  const order = dims.map((dim) => dimension(x, dim));
  if (new Set(order).size < order.length) refused("RuntimeError: permute(): duplicate dims are not allowed.");
  const old = stridesOf(x);
  return strided(order.map((at) => x.shape[at]), x.dtype, order.map((at) => old[at]));
}

function transpose(x, one, two) {
  const [a, b] = [dimension(x, one), dimension(x, two)];
  if (!x.shape.length) return x;
  const order = x.shape.map((_, at) => (at === a ? b : at === b ? a : at));
  return permute(x, order);
}

export function broadcast(a, b) {
  const length = Math.max(a.length, b.length);
  const [one, two] = [a, b].map((shape) => [...Array(length - shape.length).fill(1), ...shape]);
  for (let at = length - 1; at >= 0; at -= 1) {
    if (one[at] !== two[at] && one[at] !== 1 && two[at] !== 1) {
      refused(
        `RuntimeError: The size of tensor a (${one[at]}) must match the size of tensor b (${two[at]}) at non-singleton dimension ${at}`,
      );
    }
  }
  return one.map((size, at) => (size === 1 ? two[at] : size));
}

const RANK = { bool: 0, long: 1, float: 2 };
const wider = (a, b) => (RANK[a] > RANK[b] ? a : b);

/** Of two operands, one of which is a tensor and the other may be a number. */
export function elementwise(a, b, dtype = null) {
  if (!(a instanceof Tensor)) return like(b, dtype ?? wider(b.dtype, a instanceof Float ? "float" : "bool"));
  if (!(b instanceof Tensor)) return like(a, dtype ?? wider(a.dtype, b instanceof Float ? "float" : "bool"));
  const shape = broadcast(a.shape, b.shape);
  const kind = dtype ?? wider(a.dtype, b.dtype);
  for (const x of [a, b]) {
    if (x.shape.length === shape.length && x.shape.every((size, at) => size === shape[at])) return like(x, kind);
  }
  return new Tensor(shape, kind);
}

function unsqueeze(x, dim) {
  const at = dimension(x, dim, 1);
  const old = stridesOf(x);
  return strided(x.shape.toSpliced(at, 0, 1), x.dtype, old.toSpliced(at, 0, at < old.length ? x.shape[at] * old[at] : 1));
}

function squeeze(x, dims) {
  const chosen = dims === null ? x.shape.map((_, at) => at) : (isList(dims) ? dims : [dims]).map((dim) => dimension(x, dim));
  const keep = x.shape.map((_, at) => at).filter((at) => !(chosen.includes(at) && x.shape[at] === 1));
  const old = stridesOf(x);
  return strided(keep.map((at) => x.shape[at]), x.dtype, keep.map((at) => old[at]));
}

function cat(list, dim) {
  if (!list.length) refused("ValueError: expected a non-empty list of Tensors");
  const real = list.filter((x) => !(x.shape.length === 1 && x.shape[0] === 0));
  const first = real[0] ?? list[0];
  const at = dimension(first, dim);
  let size = 0;
  real.forEach((x, number) => {
    if (x.shape.length !== first.shape.length) refused(`RuntimeError: Tensors must have same number of dimensions: got ${first.shape.length} and ${x.shape.length}`);
    x.shape.forEach((own, axis) => {
      if (axis !== at && own !== first.shape[axis]) {
        refused(
          `RuntimeError: Sizes of tensors must match except in dimension ${at}. Expected size ${first.shape[axis]} but got size ${own} ` +
            `for tensor number ${list.indexOf(x, number)} in the list.`,
        );
      }
    });
    size += x.shape[at];
  });
  return new Tensor(first.shape.with(at, size), real.reduce((kind, x) => wider(kind, x.dtype), first.dtype));
}

function stack(list, dim) {
  if (!list.length) refused("ValueError: stack expects a non-empty TensorList");
  const at = dimension(list[0], dim, 1);
  list.forEach((x, number) => {
    if (x.shape.join() !== list[0].shape.join()) {
      refused(`RuntimeError: stack expects each tensor to be equal size, but got [${list[0].shape.join(", ")}] at entry 0 and [${x.shape.join(", ")}] at entry ${number}`);
    }
  });
  return new Tensor(list[0].shape.toSpliced(at, 0, list.length), list[0].dtype);
}

export function narrow(x, at, length) {
  return strided(x.shape.with(at, length), x.dtype, stridesOf(x));
}

export function select(x, at) {
  return strided(x.shape.toSpliced(at, 1), x.dtype, stridesOf(x).toSpliced(at, 1));
}

function split(x, parts, dim) {
  const at = dimension(x, dim);
  const size = x.shape[at];
  if (isList(parts)) {
    const total = parts.reduce((all, one) => all + one, 0);
    if (total !== size) {
      refused(`RuntimeError: split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${at}), but got split_sizes=[${parts.join(", ")}]`);
    }
    return parts.map((part) => narrow(x, at, part));
  }
  const count = Math.max(1, Math.ceil(size / parts));
  return Array.from({ length: count }, (_, number) => narrow(x, at, Math.min(parts, size - number * parts)));
}

function reduce(x, dims, keep, dtype = x.dtype === "float" ? "float" : "long") {
  if (dims === null || (isList(dims) && !dims.length)) return new Tensor(keep ? x.shape.map(() => 1) : [], dtype);
  const chosen = (isList(dims) ? dims : [dims]).map((dim) => dimension(x, dim));
  chosen.forEach((at, place) => {
    if (chosen.indexOf(at) < place) refused(`RuntimeError: dim ${at} appears multiple times in the list of dims`);
  });
  const shape = x.shape.map((size, at) => (chosen.includes(at) ? 1 : size));
  return new Tensor(keep ? shape : shape.filter((_, at) => !chosen.includes(at)), dtype);
}

function expand(x, given) {
  const more = given.length - x.shape.length;
  if (more < 0) {
    refused(`RuntimeError: expand(torch.FloatTensor{[${x.shape.join(", ")}]}, size=[${given.join(", ")}]): the number of sizes provided (${given.length}) must be greater or equal to the number of dimensions in the tensor (${x.shape.length})`);
  }
  const old = stridesOf(x);
  const strides = [];
  const shape = [...given];
  for (let at = given.length - 1; at >= 0; at -= 1) {
    const own = at >= more ? x.shape[at - more] : null;
    if (given[at] === -1) {
      if (own === null) refused(`RuntimeError: The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${at}`);
      shape[at] = own;
    } else if (own !== null && own !== 1 && own !== given[at]) {
      refused(`RuntimeError: The expanded size of the tensor (${given[at]}) must match the existing size (${own}) at non-singleton dimension ${at}.  Target sizes: [${given.join(", ")}].  Tensor sizes: [${x.shape.join(", ")}]`);
    }
    strides[at] = own === null || (own === 1 && shape[at] !== 1) ? 0 : old[at - more];
  }
  return strided(shape, x.dtype, strides);
}

function repeat(x, given) {
  if (given.length < x.shape.length) refused("RuntimeError: Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
  const more = given.length - x.shape.length;
  return new Tensor(given.map((times, at) => times * (at >= more ? x.shape[at - more] : 1)), x.dtype);
}

/** `a @ b`, and how many multiply-adds it takes. */
export function matmul(a, b) {
  const [one, two] = [a.shape, b.shape];
  if (!one.length || !two.length) {
    refused(`RuntimeError: both arguments to matmul need to be at least 1D, but they are ${one.length}D and ${two.length}D`);
  }
  const inner = one.at(-1);
  const other = two.length > 1 ? two.at(-2) : two[0];
  if (inner !== other) {
    if (one.length === 1 && two.length === 1) refused(`RuntimeError: inconsistent tensor size, expected tensor [${inner}] and src [${other}] to have the same number of elements, but got ${inner} and ${other} elements respectively`);
    if (two.length === 1 && one.length === 2) refused(`RuntimeError: size mismatch, got input (${one[0]}), mat (${one[0]}x${one[1]}), vec (${other})`);
    if (two.length === 2 || one.length === 1) {
      const rows = prod(one.slice(0, -1));
      if (two.length <= 2) refused(`RuntimeError: mat1 and mat2 shapes cannot be multiplied (${rows}x${inner} and ${two.join("x")})`);
    }
    if (one.length >= 3 && two.length === 1) refused(`RuntimeError: size mismatch, got input (${prod(one.slice(0, -1))}), mat (${prod(one.slice(0, -1))}x${inner}), vec (${other})`);
    const batch = broadcast(one.slice(0, -2), two.slice(0, -2));
    const count = prod(batch);
    refused(`RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [${count}, ${inner}] but got: [${count}, ${other}].`);
  }
  const batch = broadcast(one.slice(0, -2), two.slice(0, -2));
  const shape = [...batch, ...(one.length > 1 ? [one.at(-2)] : []), ...(two.length > 1 ? [two.at(-1)] : [])];
  return [new Tensor(shape, wider(a.dtype, b.dtype)), prod(shape) * inner];
}

function bmm(a, b) {
  if (a.shape.length !== 3 || b.shape.length !== 3) refused(`RuntimeError: ${a.shape.length !== 3 ? "batch1" : "batch2"} must be a 3D tensor`);
  const [count, rows, inner] = a.shape;
  if (b.shape[0] !== count || b.shape[1] !== inner) {
    refused(`RuntimeError: Expected size for first two dimensions of batch2 tensor to be: [${count}, ${inner}] but got: [${b.shape[0]}, ${b.shape[1]}].`);
  }
  return [new Tensor([count, rows, b.shape[2]], a.dtype), count * rows * inner * b.shape[2]];
}

export const SHAPES = { view, reshape, flatten, unflatten, permute, transpose, unsqueeze, squeeze, cat, stack, split, reduce, expand, repeat, bmm };
