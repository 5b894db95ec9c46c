/* The number that would make a network work: places in the text, with a value each, of which the first that helps is proposed. */

import { check, readInput } from "./check.js";
import { isList, prod } from "./expressions.js";
import { Thing } from "./values.js";

const TRIES = 40;

/** `{ start, end, line, was, value, text }`, or null: `text` is the whole program with the value put in. */
export function fix(layers, text, input, result) {
  const { error } = result;
  if (error?.kind !== "torch" || !error.failing) return null;
  let left = TRIES;
  for (const { node, value } of candidates(error.failing, readInput(input))) {
    const was = text.slice(node.start, node.end);
    if (was === `${value}`) continue;
    left -= 1;
    if (left < 0) return null;
    const changed = text.slice(0, node.start) + value + text.slice(node.end);
    const again = check(layers, changed, input);
    if (!again.error || again.done > result.done) return { ...node, was, value, text: changed, whole: !again.error };
  }
  return null;
}

function* candidates(failing, inputs) {
  if (failing instanceof Thing) {
    for (const [name, origin] of failing.origins) {
      const node = origin && placeOf(origin);
      if (!node) continue;
      for (const value of values(failing, name, failing.seen ?? inputs.map((x) => x.shape))) yield { node, value };
    }
  } else if (failing.node?.given && failing.x?.shape) {
    const parts = failing.node.given.map((each) => each.value);
    const sizes = parts.map((part) => (part.is === "number" ? part.number : null));
    const batch = failing.x.shape[0];
    for (const [at, part] of parts.entries()) {
      if (part.is !== "number" && part.is !== "binary") continue;
      const others = sizes.map((size, other) => (other === at ? 1 : size === -1 || size === null ? batch : size));
      const value = prod(failing.x.shape) / prod(others);
      if (Number.isInteger(value)) yield { node: part, value };
    }
  }
}

/** Where an argument was written: through the parameters of functions, to the number itself. */
function placeOf({ node, frame }, deep = 0) {
  if (deep > 12) return null;
  if (node.is === "name") {
    const owner = frame.find(node.name);
    const origin = owner?.origins.get(node.name);
    return origin ? placeOf(origin, deep + 1) : null;
  }
  const names = (each) => (each?.is === "name" || each?.is === "attribute" || each?.is === "call" ? true : ["left", "right", "value"].some((side) => each?.[side] && names(each[side])));
  return isList(node.parts) || names(node) ? null : node;
}

/** The sizes of the data that an argument may have to agree with, the likeliest first. */
function values({ layer, name: kind, given }, name, shapes) {
  const shape = shapes[0] ?? [];
  const own = given[name];
  if (typeof own !== "number") return isList(own) && /shape/.test(name) ? [`(${shape.slice(-own.length).join(", ")}${own.length === 1 ? "," : ""})`] : [];
  if (name === "groups") return [gcd(given.in_channels, given.out_channels)];
  if (!shape.length) return [];
  if (/heads|nhead/.test(name)) return [8, 4, 2, 1];
  if (/kernel/.test(name)) return [Math.min(...shape.slice(2))];
  const channel = /Norm/.test(kind) ? shape[1] : shape.at(-((layer.space ?? 0) + 1));
  const all = /features|size|model|embed/.test(name) && !layer.space ? [shape.at(-1), ...shape] : [channel, ...shape];
  return [...new Set(all.filter((size) => size > 0))].slice(0, 6);
}

const gcd = (a, b) => (b ? gcd(b, a % b) : a);
