/* The checker as one function: a text and an input in, rows and totals out, and what is wrong with it. */

import { isModule, parameterCount } from "./modules.js";
import { Run, tensorShapes } from "./run.js";
import { Refused } from "./layers.js";
import { parsePython } from "./python.js";
import { Outside, isList } from "./expressions.js";
import { Tensor } from "./tensors.js";
import { Unread } from "./tokens.js";
import { Class, Hole } from "./values.js";

const LARGEST_SIZE = 1e7;

/** `1, 3, 32, 32` or `(8, 20) int64; (8, 5)` as tensors; null where it is none. */
export function readInput(text) {
  const found = text.split(";").map((part) => {
    const dtype = /\b(u?int\d*|long)\b/.test(part) ? "long" : /\bbool\b/.test(part) ? "bool" : "float";
    const plain = part.replace(/\b(torch\.)?(u?int\d*|long|bool|float\d*)\b/, "").trim();
    if (!/^[[(]?\s*\d+(\s*[,×x]\s*\d+)*\s*,?\s*[\])]?\s*,?$/.test(plain)) return null;
    const sizes = plain.match(/\d+/g).map(Number);
    return sizes.length <= 8 && sizes.every((size) => size > 0 && size <= LARGEST_SIZE) ? new Tensor(sizes, dtype) : null;
  });
  return found.includes(null) ? null : found;
}

/** `{ rows, parameters, macs, bytes, output, error }`. */
export function check(layers, text, input) {
  const run = new Run(layers, text);
  const inputs = readInput(input);
  if (!inputs) return { rows: [], error: { kind: "unread", key: "size", line: 0, detail: "" } };
  let net = null;
  let error = null;
  let output = null;
  try {
    net = network(run, parsePython(text));
    run.root = true;
    run.failing = null;
    const given = run.takes ? inputs.slice(0, run.takes) : inputs;
    output = tensorShapes(run.callModule(net, given, new Map(), net.node ?? { line: 1, start: 0, end: 0, is: "net" }));
  } catch (thrown) {
    error = told(thrown, run);
  }
  const rows = run.rows.map((row) => ({ ...row, shape: row.shape ?? null }));
  const sum = (name) => rows.reduce((all, row) => all + row[name], 0);
  return { rows, parameters: net && parameterCount(net), macs: sum("macs"), bytes: sum("bytes"), output, error, done: run.done };
}

function told(thrown, run) {
  if (thrown instanceof Refused) {
    const failing = run.failing;
    const node = run.here ?? failing?.node;
    run.open.at(-1) && (run.open.at(-1).failed = true);
    return {
      kind: "torch",
      says: thrown.says,
      unsure: Boolean(thrown.unsure),
      see: thrown.see,
      line: node?.line ?? 0,
      code: node ? run.source(node) : "",
      made: failing?.node && failing.node.line !== node?.line ? failing.node.line : 0,
      failing,
    };
  }
  if (thrown instanceof Unread) return { kind: "unread", key: thrown.key, detail: thrown.detail, line: thrown.line || run.here?.line || 0 };
  if (thrown instanceof Outside || thrown instanceof RangeError) return { kind: "unread", key: "value", detail: thrown.message, line: run.here?.line ?? 0 };
  throw thrown;
}

/** The network of a program: the last that it makes, or its last class. */
function network(run, program) {
  const found = [];
  for (const node of program) {
    try {
      if (node.is === "expression" || (node.is === "assign" && node.value)) {
        const value = run.value(node.value, run.globals);
        for (const target of node.targets ?? []) run.assign(target, value, run.globals, node.value);
        if (isModule(value)) found.push(value);
        if (value instanceof Tensor || isList(value)) run.called = true;
      } else if (["def", "class", "import"].includes(node.is)) run.statement(node, run.globals);
    } catch (error) {
      if (error instanceof Refused) {
        if (!aNetwork(run, node)) continue;
        throw error;
      }
      if (!(error instanceof Unread)) throw error;
      const why = error.line ? error : Object.assign(error, { line: node.line });
      if (node.is === "class") throw why;
      for (const target of node.targets ?? []) if (target.is === "name") run.globals.names.set(target.name, new Hole(why));
      run.hole ??= aNetwork(run, node) ? why : null;
    }
  }
  run.rows.length = 0;
  run.open.length = 0;
  run.used.clear();
  const nets = found.filter((net) => !/Loss|Criterion/.test(net.name ?? ""));
  const whole = nets.filter((net) => net.kind !== "layer" && (net.kind === "module" || net.class || net.name === "Sequential"));
  if (whole.length) return whole.at(-1);
  if (run.hole) throw run.hole;
  const classes = [...run.globals.names.values()].filter((value) => value instanceof Class && value.isModule && (value.find("forward") || /Sequential/.test(value.all.at(-1)?.path)));
  if (classes.length) return run.instance(classes.at(-1), [], new Map(), classes.at(-1).node, {});
  if (nets.length) return nets.at(-1);
  throw new Unread("nothing", { line: 1 });
}

/** Whether a statement makes a network, and does not only use one. */
function aNetwork(run, node) {
  const call = node.value?.is === "call" ? node.value.value : null;
  const name = call?.is === "name" ? run.globals.names.get(call.name) : null;
  if (name instanceof Class) return name.isModule;
  return call?.is === "attribute" && /^[A-Z]/.test(call.name) && !/Loss$/.test(call.name) && call.value.name === "nn";
}
