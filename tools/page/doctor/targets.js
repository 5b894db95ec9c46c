/* What the numbers of a loss's message mean: of batches, classes and targets. Like shapes.js. */

import { SIZE, ints } from "./shapes.js";

const asList = (numbers) => `[${numbers.join(", ")}]`;
const same = (one, two) => one.length === two.length && one.every((size, at) => size === two[at]);
const count = (shape) => shape.reduce((all, size) => all * size, 1);

function batches(output, target) {
  const rows = ["rows", { output, target, each: output / target }];
  const merged = ["merged", { output, target, each: target / output }];
  const steps = ["steps", { output, target, each: target / output }];
  if (output > target && output % target === 0) return [rows];
  if (target > output && target % output === 0) return [merged, steps];
  return [["cut", { output, target }]];
}

function label(number) {
  if (number === -1 || number === -100 || number === 255) return [["ignored", { number }]];
  if (number < 0) return [["negative", { number }]];
  if (number === 1) return [["one-output", {}]];
  const more = ["more", { number, classes: number + 1 }];
  const counted = ["from-one", { number }];
  return number === 2 || number % 5 === 0 || number === 26 || number === 21 ? [counted, more] : [more, counted];
}

function targets(target, output, kind) {
  const shapes = { target: asList(target), output: asList(output) };
  const last = output.at(-1);
  if (same(output, [...target, 1])) return [["output-extra", shapes]];
  if (same(target, [...output, 1])) return [["target-extra", shapes]];
  if (output.length === target.length + 1 && output[1] === 1 && same([output[0], ...output.slice(2)], target)) return [["no-channel", shapes]];
  if (kind === "target-size-bce" && target.length === 1 && output.length === 2 && output[0] === target[0] && last > 1) return [["classes", { ...shapes, classes: last }]];
  if (target.length === 1 && output.length === 2 && output[0] === target[0]) return [["many-outputs", { ...shapes, classes: last }]];
  if (count(target) === count(output)) return [["reshape", shapes]];
  if (target[0] !== output[0]) return [["batches", shapes]];
  return [["differ", shapes]];
}

export const TARGETS = [
  ["batch-sizes", /batch_size \((\d+)\).*?batch_size \((\d+)\)/, ([, output, target]) => batches(Number(output), Number(target))],
  ["out-of-bounds", /(?:Target|目标) ?(-?\d+) ?(?:is out of bounds|超出)/, ([, number]) => label(Number(number))],
  ["target-size", new RegExp(String.raw`target size \(?${SIZE}\)?.*?input size \(?${SIZE}`), ([, target, output]) => targets(ints(target), ints(output), "target-size"), /different to the input size/],
  ["target-size", new RegExp(String.raw`Target size \(?${SIZE}\)? must be the same as input size \(?${SIZE}`), ([, target, output]) => targets(ints(target), ints(output), "target-size-bce")],
  ["spatial-target", /only batches of spatial targets supported .*? targets of dimension: (\d)/, ([, dims]) => (dims === "4" ? [["squeeze", {}], ["one-hot", {}]] : dims === "1" ? [["map-per-image", {}]] : [])],
  ["spatial-target", new RegExp(String.raw`size mismatch \(got input: ${SIZE} ?, target: ${SIZE}`), ([, output, target]) => [["resize", { output: asList(ints(output)), target: asList(ints(target)) }]]],
  ["class-dimension", new RegExp(String.raw`Expected target size ${SIZE}, got ${SIZE}`), ([, wanted, got]) => (ints(wanted)[0] === ints(got)[0] ? [["transpose", { wanted: asList(ints(wanted)), got: asList(ints(got)), classes: ints(wanted).at(-1), steps: ints(got).at(-1) }]] : [])],
  ["class-weight", new RegExp(String.raw`for all (\d+) classes .*?shape: ${SIZE}`), ([, classes, made]) => [["length", { classes, made: ints(made)[0] }]]],
];
