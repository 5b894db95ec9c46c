/*
 * What a layer does with shapes, computed from its data as tools/sources/layer_shapes.py does: its parameters, its outputs, or
 * that torch refuses, in torch's words. tools/page/shapes.py says how the data of a layer is laid out.
 */

import { Outside, Unknown, evaluate, isList, prod, same, shown, truth } from "./expressions.js";

/** The layer would refuse this: at `build` or `call`, in torch's words, or empty where the data does not know them. */
export class Refused extends Error {
  constructor(at, says = "", more = {}) {
    super(says);
    Object.assign(this, { at, says, unsure: more.unsure ?? "", see: more.see ?? "" });
  }
}

/** Its arguments with the defaults; without those that have none and are not given. */
export function defaults(layer) {
  return Object.fromEntries(layer.call.filter((one) => one.length > 1));
}

/** The shapes of its parameters and buffers. Throws Refused for arguments that the layer refuses. */
export function built(layer, given) {
  const values = { ...given };
  fill(layer, values);
  refuse(layer, "build", values);
  return { parameters: shapesOf(layer, "parameters", values), buffers: shapesOf(layer, "buffers", values) };
}

function shapesOf(layer, kind, values) {
  const found = {};
  for (const [name, tree] of Object.entries(layer[kind] ?? {})) found[name] = evaluate(tree, values);
  for (const { over, shapes } of layer.loops?.[kind] ?? []) {
    let all = [values];
    for (const [name, tree] of Object.entries(over)) {
      all = all.flatMap((ours) => evaluate(tree, values).map((number) => ({ ...ours, [name]: number })));
    }
    for (const ours of all) {
      for (const [name, tree] of shapes) found[shown(evaluate(name, ours))] = evaluate(tree, ours);
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, shape]) => shape !== null));
}

/** How many parameters it has. */
export function count(layer, given) {
  const values = { ...given };
  fill(layer, values);
  return evaluate(layer.count ?? 0, values);
}

/** Its outputs' shapes by name, and its multiply-adds. Throws Refused for inputs that the layer refuses. */
export function computed(layer, given, inputs) {
  let values = { ...given };
  const first = layer.cases.find(([, into]) => into.length === inputs.length);
  (first?.[1] ?? []).forEach(([name], at) => (values[name] = inputs[at]));
  fill(layer, values);
  let chosen = null;
  let fits = true;
  for (const one of layer.cases) {
    const [when, into] = one;
    if (into.length !== inputs.length || !holds(when, values)) continue;
    const bound = { ...values };
    const matches = into.map(([, pattern], at) => matched(pattern, inputs[at], bound, layer.space ?? null));
    if (matches.includes(null)) continue;
    [chosen, fits, values] = [one, matches.every(Boolean), bound];
    break;
  }
  if (chosen) fill(layer, values);
  refuse(layer, "call", values);
  if (!chosen || !fits) throw new Refused("call");
  const outputs = chosen[2].map(([name, tree]) => [name, evaluate(tree, values)]);
  return { outputs, macs: layer.macs === undefined ? 0 : evaluate(layer.macs, values) };
}

/** Give the names of `let` their values, as far as what they ask for has one. */
function fill(layer, values) {
  for (const [name, tree] of layer.let ?? []) {
    try {
      values[name] = evaluate(tree, values);
    } catch (error) {
      if (!(error instanceof Unknown || error instanceof Outside)) throw error;
      delete values[name];
    }
  }
}

function holds(condition, values) {
  try {
    return truth(evaluate(condition, values));
  } catch (error) {
    if (error instanceof Unknown || error instanceof Outside) return false;
    throw error;
  }
}

function refuse(layer, at, values) {
  for (const error of layer.errors ?? []) {
    if (error.at === at && holds(error.when, values)) throw new Refused(at, shown(evaluate(error.says, values)), error);
  }
}

/** Give the names of a pattern the sizes of a shape. Null where it has other dimensions, false where a size is another. */
export function matched(pattern, shape, values, space) {
  const kind = (part) => (isList(part) ? part[0] : "");
  const parts = pattern.slice(1);
  const lengths = parts.filter((part) => kind(part) === "...").map((part) => lengthOf(part[1], values, space));
  const optional = parts.filter((part) => kind(part) === "maybe").reduce((all, part) => all + part.length - 1, 0);
  const fixed = parts.filter((part) => kind(part) !== "..." && kind(part) !== "maybe").length;
  const known = lengths.reduce((all, length) => all + (length ?? 0), 0);
  if (lengths.includes(null)) lengths[lengths.indexOf(null)] = shape.length - fixed - optional - known;
  const total = fixed + lengths.reduce((all, length) => all + length, 0);
  if (![total, total + optional].includes(shape.length) || lengths.some((length) => length === null || length < 0)) return null;
  const [left, there] = [[...shape], shape.length === total + optional];
  let fits = true;
  for (const part of parts) {
    if (kind(part) === "maybe") {
      for (const inner of there ? part.slice(1) : []) fits = bind(inner, left.shift(), values) && fits;
    } else if (kind(part) === "...") fits = bind(part[1], left.splice(0, lengths.shift()), values) && fits;
    else fits = bind(part, left.shift(), values) && fits;
  }
  return fits;
}

function lengthOf(part, values, space) {
  try {
    return evaluate(part, values).length;
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return part[0] === "name" && part[1] === "size" ? space : null;
  }
}

/** A name without a value gets the size; all else has to equal it. */
function bind(part, size, values) {
  try {
    return same(evaluate(part, values), size);
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    if (part[0] !== "name") return false;
    values[part[1]] = size;
    return true;
  }
}

export const elements = (shape) => prod(shape);
