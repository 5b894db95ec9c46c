/* What the checker's Python works with: modules, functions, slices, paths such as torch.nn. */

import { Float, Tensor } from "./tensors.js";
import { Unread } from "./tokens.js";

/** A module or another object of a class: `attributes` as they were assigned. */
export class Thing {
  constructor(kind, more) {
    this.attributes = new Map();
    Object.assign(this, { kind, layer: null, given: null, origins: new Map(), node: null }, more);
  }
}
/** `torch.nn.Conv2d`, by its whole name. */
export class Path {
  constructor(path) {
    this.path = path;
  }
}
export class Class {
  constructor(node, bases, frame) {
    Object.assign(this, { node, bases, frame, attributes: new Map() });
  }

  /** The bases from the nearest on, itself first. */
  get all() {
    return [this, ...this.bases.flatMap((base) => (base instanceof Class ? base.all : [base]))];
  }

  find(name) {
    return this.all.find((one) => one instanceof Class && one.attributes.has(name))?.attributes.get(name);
  }

  get isModule() {
    return this.all.some((one) => one instanceof Path && /^torch\.nn\.\w+$/.test(one.path));
  }
}
export class Def {
  constructor(node, frame) {
    Object.assign(this, { node, frame });
  }
}
export class Bound {
  constructor(self, target) {
    Object.assign(this, { self, target });
  }
}
export class Slice {
  constructor(start, stop, step) {
    Object.assign(this, { start, stop, step: step ?? 1 });
  }

  ends(size) {
    const place = (value, fallback) => (value === null ? fallback : Math.max(0, Math.min(size, value < 0 ? value + size : value)));
    return [place(this.start, 0), place(this.stop, size)];
  }

  count(size) {
    const [from, to] = this.ends(size);
    return Math.max(0, Math.ceil((to - from) / this.step));
  }

  of(list) {
    if (this.step < 0) return [...list].reverse();
    const [from, to] = this.ends(list.length);
    return list.slice(from, to).filter((_, at) => at % this.step === 0);
  }
}
/** A value that could not be worked out; what asks for it is told why. */
export class Hole {
  constructor(why) {
    this.why = why;
  }
}

export class Frame {
  constructor(above, extra = {}) {
    this.names = new Map();
    this.origins = new Map();
    Object.assign(this, { above, self: null, owner: null }, extra);
  }

  find(name) {
    for (let frame = this; frame; frame = frame.above) if (frame.names.has(name)) return frame;
    return null;
  }
}

export const number = (value) => (value instanceof Float ? value.value : typeof value === "boolean" ? Number(value) : value);
export const isNumber = (value) => typeof value === "number" || value instanceof Float || typeof value === "boolean";

export function isTrue(value, node) {
  if (value instanceof Tensor) throw new Unread("condition", node);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return value instanceof Float ? value.value !== 0 : Boolean(value);
}

export function arithmetic(sign, left, right, node) {
  if (Array.isArray(left) && sign === "+" && Array.isArray(right)) return [...left, ...right];
  if (Array.isArray(left) && sign === "*") return Array.from({ length: Math.max(0, number(right)) }, () => left).flat();
  if (Array.isArray(right) && sign === "*") return arithmetic(sign, right, left, node);
  if (typeof left === "string" && typeof right === "string" && sign === "+") return left + right;
  if (typeof left === "string" && sign === "%") return left;
  if (!isNumber(left) || !isNumber(right)) throw new Unread("arithmetic", node, sign);
  const [a, b] = [number(left), number(right)];
  if (["/", "//", "%"].includes(sign) && b === 0) throw new Unread("zero", node);
  const made = {
    "+": () => a + b,
    "-": () => a - b,
    "*": () => a * b,
    "/": () => a / b,
    "//": () => Math.floor(a / b),
    "%": () => a - b * Math.floor(a / b),
    "**": () => a ** b,
    "<<": () => a * 2 ** b,
    ">>": () => Math.floor(a / 2 ** b),
    "&": () => a & b,
    "|": () => a | b,
    "^": () => a ^ b,
  }[sign]?.();
  if (made === undefined) throw new Unread("arithmetic", node, sign);
  const float = sign === "/" || left instanceof Float || right instanceof Float || (sign === "**" && b < 0);
  return float ? new Float(made) : made;
}

export function equal(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => equal(one, b[at]));
  if (a instanceof Path && b instanceof Path) return a.path === b.path;
  return number(a) === number(b);
}
