/*
 * Formulas as data, evaluated as tools/base/expressions.py does: a tree is a number, a bool, null, or a list that begins with
 * what it is. Names must not clash with those of other modules of the folder, since the tests join them.
 */

/** A name that has no value. */
export class Unknown extends Error {}
/** What Python would raise: an index outside of a list, a division by zero. */
export class Outside extends Error {}

const whole = (value) => (typeof value === "boolean" ? Number(value) : value);
const floorDiv = (a, b) => {
  if (Number(b) === 0) throw new Outside("division by zero");
  return Math.floor(a / b);
};
const EACH = {
  "+": (a, b) => whole(a) + whole(b),
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => {
    if (Number(b) === 0) throw new Outside("division by zero");
    return a / b;
  },
  "//": floorDiv,
  "%": (a, b) => a - b * floorDiv(a, b),
  "**": (a, b) => a ** b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

export const isList = Array.isArray;
export const times = (value, count) => (isList(value) ? value : Array(count).fill(value));
const flat = (values) => values.flatMap((value) => (isList(value) ? value : [value]));

/** Whether Python takes it for true. */
export const truth = (value) => (isList(value) ? value.length > 0 : Boolean(value));

export function same(a, b) {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((one, at) => same(one, b[at]));
  return whole(a) === whole(b);
}

/** As Python prints it. */
export function shown(value) {
  if (isList(value)) return `[${value.map(shown).join(", ")}]`;
  return value === null ? "None" : value === true ? "True" : value === false ? "False" : `${value}`;
}

function each(sign, left, right) {
  if (!isList(left) && !isList(right)) return EACH[sign](left, right);
  const count = (isList(left) ? left : right).length;
  const [a, b] = [times(left, count), times(right, count)];
  if (a.length !== b.length) throw new Outside("lists of different lengths");
  return a.map((one, at) => EACH[sign](one, b[at]));
}

function item(list, index) {
  const at = index < 0 ? list.length + index : index;
  if (at < 0 || at >= list.length) throw new Outside("list index out of range");
  return list[at];
}

export const prod = (list) => list.reduce((all, one) => all * one, 1);

const FUNCTIONS = {
  "==": same,
  "!=": (a, b) => !same(a, b),
  in: (a, list) => list.some((one) => same(a, one)),
  "not in": (a, list) => !list.some((one) => same(a, one)),
  not: (value) => !truth(value),
  item,
  slice: (list, start, stop) => list.slice(start ?? 0, stop ?? list.length),
  join: (...parts) => parts.map(shown).join(""),
  max: (...values) => Math.max(...flat(values)),
  min: (...values) => Math.min(...flat(values)),
  sum: (list) => list.reduce((all, one) => all + whole(one), 0),
  prod,
  any: (list) => list.some(truth),
  all: (list) => list.every(truth),
  len: (list) => list.length,
  reversed: (list) => [...list].reverse(),
  range: (count) => Array.from({ length: Math.max(0, count) }, (_, at) => at),
  floor: (value) => (isList(value) ? value.map(Math.floor) : Math.floor(value)),
  sqrt: Math.sqrt,
  times,
  text: (list, between) => list.map(shown).join(between),
  is_list: isList,
};

/** The names that a tree asks for. */
export function names(tree) {
  if (!isList(tree)) return [];
  return tree[0] === "name" ? [tree[1]] : tree.slice(1).flatMap(names);
}

/** Throws Unknown for a name without a value; `values` is a plain object without a prototype's names. */
export function evaluate(tree, values) {
  if (!isList(tree)) return tree;
  const [kind, ...parts] = tree;
  if (kind === "str") return parts[0];
  if (kind === "name") {
    if (!Object.hasOwn(values, parts[0])) throw new Unknown(parts[0]);
    return values[parts[0]];
  }
  if (kind === "and" || kind === "or") {
    let value = null;
    for (const part of parts) {
      value = evaluate(part, values);
      if (truth(value) === (kind === "or")) break;
    }
    return value;
  }
  if (kind === "if") return evaluate(parts[truth(evaluate(parts[0], values)) ? 1 : 2], values);
  if (kind === "list") return parts.flatMap((part) => spread(part, values));
  const found = parts.map((part) => evaluate(part, values));
  return kind in EACH ? each(kind, ...found) : FUNCTIONS[kind](...found);
}

function spread(part, values) {
  const kind = isList(part) ? part[0] : "";
  if (kind === "maybe") {
    return names(part).every((name) => Object.hasOwn(values, name)) ? part.slice(1).map((inner) => evaluate(inner, values)) : [];
  }
  return kind === "..." ? [...evaluate(part[1], values)] : [evaluate(part, values)];
}
