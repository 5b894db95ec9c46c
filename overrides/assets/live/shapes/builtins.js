/* Python's own functions, as far as networks use them, and the methods of lists, dicts and strings. */

import { isList, prod } from "./expressions.js";
import { isModule } from "./modules.js";
import { Float, Tensor } from "./tensors.js";
import { Unread } from "./tokens.js";
import { Class, Path, Thing, arithmetic, isTrue, number } from "./values.js";

export function isInstance(value, kind) {
  if (isList(kind)) return kind.some((one) => isInstance(value, one));
  if (kind instanceof Class) return value instanceof Thing && Boolean(value.class?.all.includes(kind));
  const path = kind instanceof Path ? kind.path : "";
  const name = path.split(".").at(-1);
  if (path.startsWith("torch.nn")) return isModule(value) && (name === "Module" || value.name === name || value.base === name);
  const kinds = {
    int: typeof value === "number" || typeof value === "boolean",
    float: value instanceof Float,
    str: typeof value === "string",
    bool: typeof value === "boolean",
    list: isList(value),
    tuple: isList(value),
    dict: value instanceof Map,
    Tensor: value instanceof Tensor,
  };
  return kinds[name] ?? false;
}

const first = (list, run, node) => run.list(list, node);
const best = (pick) => (run, given, named, node) => {
  const all = given.length === 1 ? first(given[0], run, node) : given;
  return all.reduce((one, two) => (pick(number(one), number(two)) ? one : two));
};

export const BUILTINS = {
  print: () => null,
  range: (run, given, named, node) => {
    const [from, to, step] = given.length > 1 ? given : [0, given[0], 1];
    if (![from, to].every(Number.isInteger)) throw new Unread("call", node, "range");
    const by = step ?? 1;
    const count = Math.max(0, Math.ceil((to - from) / by));
    if (count > 10000) throw new Unread("steps", node);
    return Array.from({ length: count }, (_, at) => from + at * by);
  },
  len: (run, [value], named, node) => (typeof value === "string" ? value.length : value instanceof Tensor ? value.shape[0] : value instanceof Map ? value.size : first(value, run, node).length),
  int: (run, [value]) => (typeof value === "string" ? Number(value) : Math.trunc(number(value))),
  float: (run, [value]) => new Float(Number(number(value))),
  str: (run, [value]) => run.text_(value),
  bool: (run, [value], named, node) => isTrue(value, node),
  list: (run, [value], named, node) => (value === undefined ? [] : [...first(value, run, node)]),
  tuple: (run, [value], named, node) => (value === undefined ? [] : [...first(value, run, node)]),
  set: (run, [value], named, node) => (value === undefined ? [] : [...first(value, run, node)]),
  dict: (run, [value], named) => new Map([...(value instanceof Map ? value : (value ?? [])), ...named]),
  zip: (run, given, named, node) => {
    const lists = given.map((one) => first(one, run, node));
    return Array.from({ length: Math.min(...lists.map((one) => one.length)) }, (_, at) => lists.map((one) => one[at]));
  },
  enumerate: (run, [value, start], named, node) => first(value, run, node).map((one, at) => [at + (start ?? named.get("start") ?? 0), one]),
  reversed: (run, [value], named, node) => [...first(value, run, node)].reverse(),
  sorted: (run, [value], named, node) => [...first(value, run, node)].sort((a, b) => number(a) - number(b)),
  sum: (run, [value, start], named, node) => first(value, run, node).reduce((all, one) => run.binary("+", all, one, node), start ?? 0),
  max: best((a, b) => a >= b),
  min: best((a, b) => a <= b),
  abs: (run, [value]) => (value instanceof Float ? new Float(Math.abs(value.value)) : Math.abs(value)),
  round: (run, [value, digits]) => (digits === undefined ? Math.round(number(value)) : new Float(Number(number(value).toFixed(digits)))),
  pow: (run, [a, b], named, node) => arithmetic("**", a, b, node),
  any: (run, [value], named, node) => first(value, run, node).some((one) => isTrue(one, node)),
  all: (run, [value], named, node) => first(value, run, node).every((one) => isTrue(one, node)),
  isinstance: (run, [value, kind]) => isInstance(value, kind),
  callable: (run, [value]) => value !== null && typeof value === "object",
  type: (run, [value]) => new Path(`builtins.${run.kind(value)}`),
  map: (run, [target, ...lists], named, node) => BUILTINS.zip(run, lists, named, node).map((values) => run.call(target, values, new Map(), node, {}, run.globals)),
  hasattr: (run, [object, name]) => object instanceof Thing && (object.attributes.has(name) || object.class?.find(name) !== undefined),
  getattr: (run, [object, name, fallback], named, node) => {
    if (fallback !== undefined && object instanceof Thing && !BUILTINS.hasattr(run, [object, name])) return fallback;
    return run.attribute(object, name, node);
  },
  setattr: (run, [object, name, value], named, node) => run.setAttribute(object, name, value, node) ?? null,
  property: (run, [value]) => value,
  object: () => null,
  ValueError: () => null,
  NotImplementedError: () => null,
  tqdm: (run, [value]) => value,

  /** Of a list, a dict or a string. */
  method(run, self, name, given, named, node) {
    const kind = isList(self) ? "list" : self instanceof Map ? "dict" : typeof self;
    const found = Object.hasOwn(METHODS, kind) && METHODS[kind][name];
    if (!found) throw new Unread("call", node, `.${name}`);
    return found(self, given, run, node) ?? null;
  },
};

const METHODS = {
  list: {
    append: (self, [value]) => void self.push(value),
    extend: (self, [values], run, node) => void self.push(...first(values, run, node)),
    insert: (self, [at, value]) => void self.splice(at, 0, value),
    pop: (self, [at]) => self.splice(at ?? -1, 1)[0],
    index: (self, [value]) => self.indexOf(value),
    numel: prod,
    copy: (self) => [...self],
    reverse: (self) => void self.reverse(),
  },
  dict: {
    items: (self) => [...self].map((one) => [...one]),
    keys: (self) => [...self.keys()],
    values: (self) => [...self.values()],
    get: (self, [key, other]) => (self.has(key) ? self.get(key) : other),
    pop: (self, [key, other]) => {
      const value = self.has(key) ? self.get(key) : other;
      self.delete(key);
      return value;
    },
    update: (self, [others]) => others.forEach((value, key) => self.set(key, value)),
    setdefault: (self, [key, other]) => (self.has(key) ? self : self.set(key, other)).get(key),
  },
  string: {
    format: (self, given, run) => given.reduce((text, one) => text.replace("{}", run.text_(one)), self),
    lower: (self) => self.toLowerCase(),
    upper: (self) => self.toUpperCase(),
    split: (self, [by]) => self.split(by ?? " "),
    join: (self, [list]) => list.join(self),
    startswith: (self, [text]) => self.startsWith(text),
    endswith: (self, [text]) => self.endsWith(text),
    replace: (self, [one, other]) => self.replaceAll(one, other),
  },
};
