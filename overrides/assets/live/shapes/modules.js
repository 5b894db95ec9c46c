/* Modules: made of a call such as `nn.Conv2d(1, 6, 5)`, and called with tensors. `run` is the Run of run.js. */

import { built, computed, count, defaults, matched, Refused } from "./layers.js";
import { Float, Tensor, like, refused, SHAPES } from "./tensors.js";
import { Unread } from "./tokens.js";
import { Thing } from "./values.js";
import { prod } from "./expressions.js";

const CONTAINERS = ["Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"];
const STACKS = ["TransformerEncoder", "TransformerDecoder"];
/** Arguments that are sizes or counts, where torch refuses a float. */
const WHOLE = /(features|channels|size|layers|groups|embeddings|shape|heads|parameters|upscale_factor)$|^(stride|padding|dilation|d_model|nhead|embedding_dim|embed_dim)$/;
const DTYPES = { long: "Long", bool: "Bool", float: "Float" };
/** Layers whose result is a tensor and a pair of them. */
const PAIRED = ["LSTM"];

const isStar = (name) => name === "args" || name === "kwargs";

export function isModule(value) {
  return value instanceof Thing && value.kind !== "object";
}

/** A value as formulas have it. */
export function plainValue(value, node) {
  if (value instanceof Float) return value.value;
  if (Array.isArray(value)) return value.map((one) => plainValue(one, node));
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value;
  return null;
}

/** `nn.Name(…)`. `origins` says for each argument where it was written. */
export function construct(run, name, given, named, node, origins) {
  if (CONTAINERS.includes(name)) return container(run, name, given, named, node);
  const layer = run.layers[name];
  if (!layer) throw new Unread("layer", node, name);
  if (STACKS.includes(name)) return stacked(run, name, given, named, node);
  if (!layer.call) throw new Unread("layer", node, name);
  const values = defaults(layer);
  const places = new Map();
  const stars = layer.call.some(([each]) => isStar(each));
  const put = (key, value, place) => {
    if (value instanceof Float && WHOLE.test(key)) throw new Unread("float", node, key);
    values[key] = plainValue(value, node);
    places.set(key, place);
  };
  const most = layer.call.length;
  given.forEach((value, at) => {
    if (stars) return;
    if (at >= most) refuseCall(name, `takes ${most === 0 ? 1 : `from ${layer.call.filter((one) => one.length === 1).length + 1} to ${most + 1}`} positional arguments but ${given.length + 1} were given`);
    put(layer.call[at][0], value, origins[at]);
  });
  for (const [key, value] of named) {
    if (stars) continue;
    if (!layer.call.some(([each]) => each === key)) refuseCall(name, `got an unexpected keyword argument '${key}'`);
    put(key, value, origins[key]);
  }
  const missing = layer.call.filter((one) => one.length === 1 && !(one[0] in values)).map(([each]) => `'${each}'`);
  if (missing.length && !stars) {
    const listed = missing.length > 2 ? `${missing.slice(0, -1).join(", ")}, and ${missing.at(-1)}` : missing.join(" and ");
    refuseCall(name, `missing ${missing.length} required positional argument${missing.length > 1 ? "s" : ""}: ${listed}`);
  }
  const net = new Thing("layer", { name, layer, given: values, origins: places, node });
  run.failing = net;
  if (!layer.lazy) complete(net);
  run.failing = null;
  return net;
}

function refuseCall(name, says) {
  throw new Refused("build", `TypeError: ${name}.__init__() ${says}`);
}

function complete(net) {
  const made = built(net.layer, net.given);
  net.parameters = made.parameters;
  net.buffers = made.buffers;
  net.count = count(net.layer, net.given);
}

function container(run, name, given, named, node) {
  const net = new Thing("container", { name, node, items: new Map(), places: [] });
  const first = given[0];
  if (name === "Sequential" && !(first instanceof Map)) given.forEach((one, at) => net.items.set(`${at}`, one));
  else if (first instanceof Map) for (const [key, value] of first) net.items.set(`${key}`, value);
  else if (Array.isArray(first)) first.forEach((one, at) => net.items.set(Array.isArray(one) ? one[0] : `${at}`, Array.isArray(one) ? one[1] : one));
  else if (isModule(first)) [...first.items.values()].forEach((one, at) => net.items.set(`${at}`, one));
  for (const [at, item] of net.items) {
    if (name === "Sequential" && !isModule(item)) {
      if (item instanceof Tensor || typeof item !== "object" || item === null) refused(`TypeError: ${run.kind(item)} is not a Module subclass`);
      throw new Unread("value", node, `nn.Sequential[${at}]`);
    }
  }
  return net;
}

function stacked(run, name, given, named, node) {
  const layer = given[0] ?? named.get(name === "TransformerEncoder" ? "encoder_layer" : "decoder_layer");
  const times = given[1] ?? named.get("num_layers");
  const norm = given[2] ?? named.get("norm") ?? null;
  if (!isModule(layer) || typeof times !== "number") throw new Unread("layer", node, name);
  const net = new Thing("container", { name, node, items: new Map(), places: [] });
  for (let at = 0; at < times; at += 1) net.items.set(`layers.${at}`, copied(layer));
  if (norm) net.items.set("norm", norm);
  return net;
}

/** As copy.deepcopy: parameters of its own. */
export function copied(value) {
  if (Array.isArray(value)) return value.map(copied);
  if (!(value instanceof Thing)) return value instanceof Tensor && value.parameter ? Object.assign(like(value), { parameter: true }) : value;
  const net = new Thing(value.kind, { ...value, attributes: new Map(), items: value.items && new Map() });
  for (const [name, one] of value.attributes) net.attributes.set(name, copied(one));
  for (const [name, one] of value.items ?? []) net.items.set(name, copied(one));
  return net;
}

/** Modules below it, by their names. */
export function children(net) {
  const found = [...(net.items ?? [])];
  for (const [name, value] of net.attributes) if (isModule(value)) found.push([name, value]);
  return found;
}

export function modules(net, seen = new Set()) {
  if (seen.has(net) || !(net instanceof Thing)) return [];
  seen.add(net);
  return [net, ...children(net).flatMap(([, below]) => modules(below, seen))];
}

/** Parameters of all modules, each once. */
export function parameterCount(net, seen = new Set()) {
  let total = 0;
  for (const one of modules(net)) {
    if (one.layer?.lazy) return null;
    if (one.count && !seen.has(one)) total += one.count;
    seen.add(one);
    const own = [...one.attributes.values(), ...(one.items?.values() ?? [])].filter((value) => value instanceof Tensor && value.parameter);
    for (const value of own) {
      if (!seen.has(value)) total += prod(value.shape);
      seen.add(value);
    }
  }
  return total;
}

const FLOATS = /^(Linear|Bilinear|Conv|BatchNorm|LayerNorm|GroupNorm|RNN|LSTM|GRU|Multihead|Transformer)/;

/** A layer called with tensors: its result, noted as one step. */
export function callLayer(run, net, given, named, node) {
  const layer = net.layer;
  run.failing = net;
  const names = layer.cases?.[0]?.[1].map(([name]) => name) ?? [];
  const most = Math.max(0, ...(layer.cases ?? []).map(([, into]) => into.length));
  let inputs = given.filter((one) => one instanceof Tensor);
  for (const [name, value] of named) if (value instanceof Tensor && names.includes(name)) inputs.push(value);
  if (/^(RNN|LSTM|GRU|Transformer|Multihead)/.test(net.name)) inputs = inputs.slice(0, most || 1);
  if (given.length && !inputs.length) throw new Unread("input", node, `nn.${net.name}`);
  if (layer.lazy) become(run, net, inputs[0].shape);
  if (!layer.cases && !net.layer.cases) throw new Unread("layer", node, net.name);
  net.seen = inputs.map((x) => x.shape);
  dtypes(net, inputs);
  const { outputs, macs } = computed(net.layer, net.given, inputs.map((x) => x.shape));
  const dtype = net.name.startsWith("Embedding") || inputs[0].dtype === "bool" ? "float" : inputs[0].dtype;
  const results = outputs.map(([, shape]) => new Tensor([...shape], dtype));
  if (results.length === 1 && !net.count && results[0].shape.join() === inputs[0].shape.join()) results[0] = like(inputs[0], dtype);
  if (/^(RNN|LSTM|GRU)$/.test(net.name) && net.given.batch_first && results[0].shape.length === 3) {
    const [n, l, c] = results[0].shape; // made as (L, N, C): a view of it is not contiguous
    results[0] = SHAPES.transpose(new Tensor([l, n, c], dtype), 0, 1);
  }
  if (net.name === "Identity") results[0] = inputs[0];
  run.note(`nn.${net.name}`, results[0], { net, macs, made: results, free: net.name === "Identity" || net.given?.inplace === true || /^Dropout/.test(net.name) || (net.name === "Flatten" || net.name === "Unflatten") });
  run.failing = null;
  if (PAIRED.includes(net.name)) return [results[0], results.slice(1)];
  if (net.name === "MultiheadAttention" && named.get("need_weights") === false) return [results[0], null];
  return results.length === 1 ? results[0] : results;
}

function dtypes(net, inputs) {
  const wrong = inputs.find((x) => x.dtype !== "float");
  if (net.name.startsWith("Embedding")) {
    if (inputs[0].dtype === "float" && net.name === "Embedding") {
      refused("RuntimeError: Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)");
    }
  } else if (wrong && FLOATS.test(net.name)) {
    if (net.name === "Linear") refused(`RuntimeError: mat1 and mat2 must have the same dtype, but got ${DTYPES[wrong.dtype]} and Float`);
    throw new Unread("dtype", net.node, `nn.${net.name}`);
  }
}

/** A lazy layer becomes what it stands for. */
function become(run, net, shape) {
  const name = net.layer.lazy;
  const layer = run.layers[name];
  const space = layer.space ?? 0;
  const size = /Norm/.test(name) ? shape[1] : name === "Linear" ? shape.at(-1) : shape.at(-(space + 1));
  Object.assign(net, { name, layer, given: { ...net.given, [layer.call[0][0]]: size } });
  complete(net);
}

/** F.relu and the like: `found` is the layer that does the same, and what its arguments are called there. */
export function callFunction(run, name, found, given, named, node) {
  const { layer, functional } = found;
  const values = defaults(layer);
  const inputs = [];
  const weights = {};
  const names = new Set((layer.cases ?? []).flatMap(([, into]) => into.map(([each]) => each)));
  const put = (key, value) => {
    if (value instanceof Tensor) {
      if (names.has(key) || (key === "input" && !inputs.length)) inputs.push(value);
      else weights[key] = value;
    } else if (layer.call.some(([each]) => each === key)) values[key] = plainValue(value, node);
  };
  given.forEach((value, at) => put(functional.args[at] ?? "", value));
  for (const [key, value] of named) put(key, value);
  if (!inputs.length) throw new Unread("call", node, name);
  for (const [key, value] of Object.entries(weights)) {
    if (!layer.parameters?.[key] || matched(layer.parameters[key][0] === "list" ? layer.parameters[key] : ["list"], value.shape, values, null) === null) {
      if (key === "weight") throw new Unread("call", node, name);
    }
  }
  if (layer.call.some((one) => one.length === 1 && !isStar(one[0]) && !(one[0] in values))) throw new Unread("call", node, name);
  run.failing = new Thing("layer", { name: found.name, layer, given: values, node });
  built(layer, values);
  const { outputs, macs } = computed(layer, values, inputs.map((x) => x.shape));
  const same = outputs.length === 1 && outputs[0][1].join() === inputs[0].shape.join() && !Object.keys(weights).length;
  const result = same ? like(inputs[0]) : new Tensor([...outputs[0][1]], found.name === "Embedding" ? "float" : inputs[0].dtype);
  run.failing = null;
  run.note(name, result, { macs, free: values.inplace === true || name.endsWith("_") || /dropout/.test(name) });
  return outputs.length === 1 ? result : outputs.map(([, shape]) => new Tensor([...shape], result.dtype));
}
