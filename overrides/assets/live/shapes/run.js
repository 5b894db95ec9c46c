/*
 * Follows a pasted program over shapes: classes and functions are read, a network is made and called, and each line that
 * works with tensors is noted. Nothing of the text is run by the browser; what cannot be followed is named (Unread).
 */

import { FUNCTIONS_OF_TORCH, MAKERS, indexed, isView, make, ordered } from "./functions.js";
import { isList, prod } from "./expressions.js";
import { callFunction, callLayer, children, construct, copied, modules } from "./modules.js";
import { BUILTINS } from "./builtins.js";
import { Refused } from "./layers.js";
import { Float, Tensor, dimension, elementwise, like, matmul, refused } from "./tensors.js";
import { Unread } from "./tokens.js";
import { Bound, Class, Def, Frame, Hole, Path, Slice, Thing, arithmetic, equal, isNumber, isTrue, number } from "./values.js";

const STEPS = 200000;
const DEEP = 120;
const KNOWN = { torch: "torch", nn: "torch.nn", F: "torch.nn.functional", math: "math", copy: "copy", np: "numpy", OrderedDict: "collections.OrderedDict" };
const BYTES = { float: 4, long: 8, bool: 1 };
class Returned {
  constructor(value) {
    this.value = value;
  }
}
const SIGNALS = { break: new Returned(), continue: new Returned() };

export class Run {
  constructor(layers, text) {
    Object.assign(this, { layers, text, rows: [], open: [], steps: 0, depth: 0, used: new Set(), failing: null, here: null, done: 0 });
    this.globals = new Frame(null);
    for (const [name, path] of Object.entries(KNOWN)) this.globals.names.set(name, new Path(path));
    this.functions = new Map();
    for (const [name, layer] of Object.entries(layers)) {
      if (layer.functional && layer.cases) {
        const key = layer.functional.name.replace(/^F\./, "torch.nn.functional.");
        if (!this.functions.has(key)) this.functions.set(key, { name, layer, functional: layer.functional });
      }
    }
  }

  // What is noted

  /** A step of the network: what made which tensor. */
  note(name, result, { net = null, macs = 0, free = false, made = null } = {}) {
    this.done += 1;
    const row = this.open.at(-1);
    if (!row || !(result instanceof Tensor)) return;
    const first = net && !this.used.has(net);
    if (net) this.used.add(net);
    row.steps.push([name, result.shape]);
    row.parameters += first ? (net.count ?? 0) : 0;
    row.macs += macs;
    if (!free) row.bytes += (made ?? [result]).reduce((all, x) => all + prod(x.shape) * BYTES[x.dtype], 0);
  }

  /** Whatever `act` does belongs to this row. */
  row(node, act) {
    if (node === null) return act();
    const row = { line: node.line, code: this.source(node), depth: this.open.length, steps: [], parameters: 0, macs: 0, bytes: 0, shape: null };
    this.rows.push(row);
    this.open.push(row);
    const value = act();
    this.open.pop();
    row.shape = tensorShapes(value);
    if (!row.steps.length && this.rows.at(-1) === row && !row.shape) this.rows.pop();
    return value;
  }

  source(node) {
    const text = this.text.slice(node.start, node.end).split("\n").map((line) => line.trim()).filter((line) => !line.startsWith("#")).join(" ");
    return text.length > 100 ? `${text.slice(0, 99)}…` : text;
  }

  kind(value) {
    if (value instanceof Thing) return value.kind === "object" ? value.name : `torch.nn.modules.${value.name}`;
    return value === null ? "NoneType" : isList(value) ? "list" : value instanceof Tensor ? "torch.FloatTensor" : value instanceof Map ? "dict" : { number: "int", string: "str", boolean: "bool" }[typeof value] ?? "float";
  }

  // Statements

  body(list, frame) {
    for (const node of list) {
      const found = this.statement(node, frame);
      if (found instanceof Returned) return found;
    }
    return null;
  }

  tick(node) {
    this.here = node;
    this.steps += 1;
    if (this.steps > STEPS) throw new Unread("steps", node);
  }

  statement(node, frame) {
    this.tick(node);
    switch (node.is) {
      case "assign": case "expression": case "return": {
        if (node.is === "return" && !node.value) return new Returned(null);
        const work = () => {
          const value = this.value(node.value, frame);
          this.here = node;
          for (const target of node.targets ?? []) this.assign(target, value, frame, node.value);
          return value;
        };
        const value = frame.forward ? this.row(node, work) : work();
        return node.is === "return" ? new Returned(value) : null;
      }
      case "def": frame.names.set(node.name, new Def(node, frame)); return null;
      case "class": frame.names.set(node.name, this.class(node, frame)); return null;
      case "import": this.import(node, frame); return null;
      case "pass": return null;
      case "break": case "continue": return SIGNALS[node.is];
      case "if": return this.body(isTrue(this.value(node.test, frame), node) ? node.body : node.orelse, frame);
      case "with": return this.body(node.body, frame);
      case "for": return this.for(node, frame);
      default: throw new Unread("other", node, node.word ?? node.is);
    }
  }

  for(node, frame) {
    for (const value of this.list(this.value(node.over, frame), node.over)) {
      this.assign(node.target, value, frame, null);
      const found = this.body(node.body, frame);
      if (found === SIGNALS.break) return null;
      if (found instanceof Returned && found !== SIGNALS.continue) return found;
      this.tick(node);
    }
    return this.body(node.orelse, frame);
  }

  class(node, frame) {
    const made = new Class(node, node.bases.map((base) => this.value(base, frame)), frame);
    const inside = new Frame(frame);
    for (const each of node.body) {
      if (each.is === "expression") continue;
      this.statement(each, inside);
    }
    for (const [name, value] of inside.names) {
      made.attributes.set(name, value);
      if (value instanceof Def) Object.assign(value, { frame, owner: made });
    }
    return made;
  }

  import(node, frame) {
    for (const [path, as] of node.names) {
      if (path === "*") {
        if (node.base === "torch.nn") for (const name of Object.keys(this.layers)) frame.names.set(name, new Path(`torch.nn.${name}`));
        continue;
      }
      const whole = node.base ? `${node.base}.${path}` : path;
      frame.names.set(as ?? path.split(".")[0], new Path(as || node.base ? whole : path.split(".")[0]));
    }
  }

  assign(target, value, frame, from) {
    switch (target.is) {
      case "name":
        frame.names.set(target.name, value);
        if (from) frame.origins.set(target.name, { node: from, frame });
        return;
      case "attribute": this.setAttribute(this.value(target.value, frame), target.name, value, target); return;
      case "tuple": case "list": {
        const list = this.list(value, target);
        const star = target.parts.findIndex((part) => part.is === "star");
        if (star < 0 && list.length !== target.parts.length) {
          const [wants, has] = [target.parts.length, list.length];
          throw new Refused("call", has > wants ? `ValueError: too many values to unpack (expected ${wants})` : `ValueError: not enough values to unpack (expected ${wants}, got ${has})`);
        }
        target.parts.forEach((part, at) => {
          if (part.is === "star") this.assign(part.value, list.slice(at, list.length - (target.parts.length - at - 1)), frame, null);
          else this.assign(part, list[star >= 0 && at > star ? list.length - (target.parts.length - at) : at], frame, null);
        });
        return;
      }
      case "item": {
        const object = this.value(target.value, frame);
        const key = this.value(target.index, frame);
        if (object instanceof Map) object.set(key, value);
        else if (isList(object) && typeof key === "number") object[key < 0 ? object.length + key : key] = value;
        else if (object instanceof Thing && object.items) object.items.set(typeof key === "number" && key < 0 ? `${object.items.size + key}` : `${key}`, value);
        else if (!(object instanceof Tensor)) throw new Unread("assign", target);
        return;
      }
      default: throw new Unread("assign", target);
    }
  }

  setAttribute(object, name, value, node) {
    if (object instanceof Thing) object.attributes.set(name, value);
    else if (!(object instanceof Tensor)) throw new Unread("assign", node);
  }

  // Expressions

  value(node, frame) {
    switch (node.is) {
      case "number": return node.float ? new Float(node.number) : node.number;
      case "constant": return node.value;
      case "ellipsis": return "...";
      case "string": return this.string(node, frame);
      case "name": return this.name(node, frame);
      case "tuple": case "list": return this.parts(node.parts, frame);
      case "dict": return new Map(node.parts.flatMap(([key, value]) => (key ? [[this.value(key, frame), this.value(value, frame)]] : [...this.value(value, frame)])));
      case "attribute": return this.attribute(this.value(node.value, frame), node.name, node);
      case "call": return this.callNode(node, frame);
      case "item": return this.item(this.value(node.value, frame), this.value(node.index, frame), node);
      case "slice": return new Slice(...[node.start0, node.stop, node.step].map((part) => (part ? this.value(part, frame) : null)));
      case "binary": return this.binary(node.sign, this.value(node.left, frame), this.value(node.right, frame), node);
      case "unary": {
        const value = this.value(node.value, frame);
        if (value instanceof Tensor) return this.noted(node.sign, like(value));
        return node.sign === "-" ? arithmetic("-", 0, value, node) : value;
      }
      case "not": return !isTrue(this.value(node.value, frame), node);
      case "and": case "or": {
        let value = null;
        for (const part of node.parts) {
          value = this.value(part, frame);
          if (isTrue(value, part) === (node.is === "or")) break;
        }
        return value;
      }
      case "compare": return this.compare(node, frame);
      case "choice": return this.value(isTrue(this.value(node.test, frame), node) ? node.body : node.orelse, frame);
      case "lambda": return new Def(node, frame);
      case "named": {
        const value = this.value(node.value, frame);
        this.assign(node.target, value, frame, node.value);
        return value;
      }
      case "comprehension": return this.comprehension(node, frame);
      default: throw new Unread("other", node, node.word ?? node.is);
    }
  }

  noted(name, result, more) {
    this.note(name, result, more);
    return result;
  }

  parts(list, frame) {
    return list.flatMap((part) => (part.is === "star" ? this.list(this.value(part.value, frame), part) : [this.value(part, frame)]));
  }

  string(node, frame) {
    const fill = (text) => text.replace(/\{([\w.]+)[^{}]*\}/g, (all, name) => {
      try {
        return this.text_(name.split(".").reduce((value, part, at) => (at ? this.attribute(value, part, node) : this.name({ ...node, name: part }, frame)), null));
      } catch {
        return all;
      }
    });
    return node.parts.map(([kind, text]) => (kind === "fstring" ? fill(text) : text)).join("");
  }

  text_(value) {
    return value instanceof Float ? `${value.value}` : value === null ? "None" : `${value}`;
  }

  name(node, frame) {
    const found = frame.find(node.name);
    if (found) {
      const value = found.names.get(node.name);
      if (value instanceof Hole) throw value.why;
      return value;
    }
    if (node.name in BUILTINS || node.name === "super") return new Path(`builtins.${node.name}`);
    throw new Unread("name", node, node.name);
  }

  compare(node, frame) {
    let left = this.value(node.parts[0], frame);
    for (const [at, sign] of node.signs.entries()) {
      const right = this.value(node.parts[at + 1], frame);
      if ((left instanceof Tensor || right instanceof Tensor) && !sign.startsWith("is") && !sign.endsWith("in")) return this.noted(sign, elementwise(left, right, "bool"));
      const holds = {
        "<": () => number(left) < number(right),
        "<=": () => number(left) <= number(right),
        ">": () => number(left) > number(right),
        ">=": () => number(left) >= number(right),
        "==": () => equal(left, right),
        "!=": () => !equal(left, right),
        is: () => equal(left, right),
        "is not": () => !equal(left, right),
        in: () => this.list(right, node).some((one) => equal(one, left)),
        "not in": () => !this.list(right, node).some((one) => equal(one, left)),
      }[sign]();
      if (!holds) return false;
      left = right;
    }
    return true;
  }

  binary(sign, left, right, node) {
    if (!(left instanceof Tensor) && !(right instanceof Tensor)) return arithmetic(sign, left, right, node);
    if (sign === "@") {
      if (!(left instanceof Tensor && right instanceof Tensor)) throw new Unread("arithmetic", node, sign);
      const [result, macs] = matmul(left, right);
      return this.noted("@", result, { macs });
    }
    for (const side of [left, right]) if (!(side instanceof Tensor) && !isNumber(side)) throw new Unread("arithmetic", node, sign);
    const result = elementwise(left, right, sign === "/" ? "float" : null);
    if (node.inplace && left instanceof Tensor && result.shape.join() !== left.shape.join()) {
      refused(`RuntimeError: output with shape [${left.shape.join(", ")}] doesn't match the broadcast shape [${result.shape.join(", ")}]`);
    }
    return this.noted(sign, result, { free: Boolean(node.inplace) });
  }

  comprehension(node, frame) {
    const found = [];
    const walk = (at, inside) => {
      if (at === node.loops.length) {
        found.push(node.kind === "dict" ? [this.value(node.key, inside), this.value(node.value, inside)] : this.value(node.value, inside));
        return;
      }
      const { target, over, tests } = node.loops[at];
      for (const value of this.list(this.value(over, inside), over)) {
        this.tick(node);
        const next = new Frame(inside, { self: inside.self, owner: inside.owner });
        this.assign(target, value, next, null);
        if (tests.every((test) => isTrue(this.value(test, next), test))) walk(at + 1, next);
      }
    };
    walk(0, new Frame(frame, { self: frame.self, owner: frame.owner }));
    return node.kind === "dict" ? new Map(found) : found;
  }

  /** What a loop goes through. */
  list(value, node) {
    if (isList(value)) return value;
    if (value instanceof Map) return [...value.keys()];
    if (typeof value === "string") return [...value];
    if (value instanceof Tensor) return value.shape.length ? Array.from({ length: value.shape[0] }, () => this.item(value, 0, node)) : refused("TypeError: iteration over a 0-d tensor");
    if (value instanceof Thing && value.items) return value.name === "ModuleDict" ? [...value.items.keys()] : [...value.items.values()];
    throw new Unread("loop", node, this.source(node));
  }

  item(object, index, node) {
    if (object instanceof Tensor) {
      const result = indexed(object, index, (...ends) => new Slice(...ends));
      if (!result) throw new Unread("mask", node);
      return this.noted("[]", result, { free: true });
    }
    if (object instanceof Map) {
      if (!object.has(index)) throw new Unread("key", node, `${index}`);
      return object.get(index);
    }
    const items = object instanceof Thing && object.items;
    if (items && typeof index === "string") {
      if (!items.has(index)) throw new Unread("key", node, index);
      return items.get(index);
    }
    const list = items ? [...items.values()] : typeof object === "string" ? [...object] : object;
    if (!isList(list)) throw new Unread("item", node);
    if (index instanceof Slice) {
      const found = index.of(list);
      return items ? new Thing("container", { name: object.name, node: object.node, items: new Map(found.map((one, at) => [`${at}`, one])) }) : found;
    }
    if (typeof index !== "number") throw new Unread("item", node);
    if (index < -list.length || index >= list.length) refused(items ? `IndexError: index ${index} is out of range` : `IndexError: ${list.tuple ? "tuple" : "list"} index out of range`);
    return list.at(index);
  }

  attribute(object, name, node) {
    if (object instanceof Path) return new Path(`${object.path}.${name}`);
    if (object instanceof Tensor) {
      if (name === "shape") return sizesOf(object);
      if (name === "ndim") return object.shape.length;
      if (name === "dtype") return { dtype: object.dtype };
      if (["device", "grad", "layout"].includes(name)) return name === "device" ? "cpu" : null;
      if (name === "T" || name === "mT" || name === "data") return this.noted(name, name === "data" ? object : FUNCTIONS_OF_TORCH.transpose[1](object, name === "T" ? 0 : -2, -1), { free: true });
      return new Bound(object, name);
    }
    if (object instanceof Thing) {
      if (object.attributes.has(name)) {
        const value = object.attributes.get(name);
        if (value instanceof Hole) throw value.why;
        return value;
      }
      const own = object.class?.find(name);
      if (own instanceof Def) {
        if (own.node.decorators?.includes("property")) return this.callDef(own, [object], new Map(), node, {});
        return own.node.decorators?.includes("staticmethod") ? own : new Bound(object, own);
      }
      if (own !== undefined) return own;
      if (name === "training") return true;
      const tensor = object.parameters?.[name] ?? object.buffers?.[name];
      if (tensor) return Object.assign(new Tensor([...tensor]), { parameter: true });
      if (object.given && name in object.given) return object.given[name];
      if (object.items?.has(name)) return object.items.get(name);
      return new Bound(object, name);
    }
    if (object instanceof Class) {
      const own = object.find(name);
      if (own !== undefined) return own;
      if (name === "__name__") return object.node.name;
    }
    if (object?.dtype && name === "is_floating_point") return object.dtype === "float";
    return new Bound(object, name);
  }

  // Calls

  callNode(node, frame) {
    const target = this.value(node.value, frame);
    if (target instanceof Path && target.path === "builtins.super") return new Bound(frame.root?.self ?? this.selfOf(frame), "super");
    const given = [];
    const named = new Map();
    const origins = {};
    for (const { star, keyword, value } of node.given) {
      const found = this.value(value, frame);
      if (star === "*") given.push(...this.list(found, value));
      else if (star === "**") {
        if (!(found instanceof Map)) throw new Unread("call", node, "**");
        for (const [key, each] of found) named.set(key, each);
      } else if (keyword) {
        named.set(keyword, found);
        origins[keyword] = { node: value, frame };
      } else {
        origins[given.length] = { node: value, frame };
        given.push(found);
      }
    }
    return this.call(target, given, named, node, origins, frame);
  }

  selfOf(frame) {
    for (let each = frame; each; each = each.above) if (each.self) return each.self;
    return null;
  }

  ownerOf(frame) {
    for (let each = frame; each; each = each.above) if (each.owner) return each.owner;
    return null;
  }

  call(target, given, named, node, origins, frame) {
    this.tick(node);
    if (target instanceof Def) return this.callDef(target, given, named, node, origins);
    if (target instanceof Class) return this.instance(target, given, named, node, origins);
    if (target instanceof Thing) return this.callModule(target, given, named, node);
    if (target instanceof Path) return this.callPath(target.path, given, named, node, origins, frame);
    if (target instanceof Bound) {
      if (target.target instanceof Def) return this.callDef(target.target, [target.self, ...given], named, node, { ...shifted(origins) });
      return this.method(target.self, target.target, given, named, node, origins, frame);
    }
    if (target instanceof Refused) throw target;
    refused(`TypeError: '${this.kind(target)}' object is not callable`);
    return null;
  }

  callDef(def, given, named, node, origins) {
    this.depth += 1;
    if (this.depth > DEEP) throw new Unread("steps", node);
    const frame = new Frame(def.frame, { owner: def.owner ?? null, self: def.owner ? given[0] : null });
    frame.forward = this.open.length > 0 || [...given, ...named.values()].some((one) => one instanceof Tensor);
    const left = [...given];
    let position = 0;
    let only = false;
    const rest = new Map(named);
    for (const parameter of def.node.parameters) {
      const { name, star, value } = parameter;
      if (star === "*") {
        if (name) frame.names.set(name, left.splice(0));
        only = true;
      } else if (star === "**") {
        frame.names.set(name, new Map(rest));
        rest.clear();
      } else if (left.length && !only) {
        frame.names.set(name, left.shift());
        if (origins[position]) frame.origins.set(name, origins[position]);
      } else if (rest.has(name)) {
        frame.names.set(name, rest.get(name));
        if (origins[name]) frame.origins.set(name, origins[name]);
        rest.delete(name);
      } else if (value) {
        frame.names.set(name, this.value(value, def.frame));
        frame.origins.set(name, { node: value, frame: def.frame });
      } else refused(`TypeError: ${this.nameOf(def)}() missing 1 required positional argument: '${name}'`);
      position += 1;
    }
    if (left.length) {
      const most = def.node.parameters.length;
      refused(`TypeError: ${this.nameOf(def)}() takes ${most} positional argument${most === 1 ? "" : "s"} but ${given.length} were given`);
    }
    if (rest.size) refused(`TypeError: ${this.nameOf(def)}() got an unexpected keyword argument '${[...rest.keys()][0]}'`);
    const found = this.body(def.node.body, frame);
    this.depth -= 1;
    return found instanceof Returned ? found.value : null;
  }

  nameOf(def) {
    return def.owner ? `${def.owner.node.name}.${def.node.name}` : def.node.name;
  }

  instance(cls, given, named, node, origins) {
    const base = cls.all.find((one) => one instanceof Path);
    const isNet = cls.isModule;
    const kind = base?.path.split(".").at(-1);
    const container = ["Sequential", "ModuleList", "ModuleDict"].includes(kind);
    if (isNet && !container && kind !== "Module") throw new Unread("base", node, base.path.replace("torch.", ""));
    const made = new Thing(isNet ? (container ? "container" : "module") : "object", { name: cls.node.name, class: cls, node, base: kind, items: container ? new Map() : undefined });
    const init = cls.find("__init__");
    if (init) this.callDef(init, [made, ...given], named, node, shifted(origins));
    else if (container) made.items = construct(this, kind, given, named, node, origins).items;
    else if (!isNet) {
      const fields = cls.node.body.filter((each) => each.is === "assign" || each.is === "pass");
      given.forEach((value, at) => made.attributes.set(fields[at]?.targets?.[0]?.name, value));
    }
    if (!init) for (const [name, value] of named) made.attributes.set(name, value);
    return made;
  }

  callModule(net, given, named, node) {
    if (net.kind === "layer") return callLayer(this, net, given, named, node);
    const own = net.class?.find(net.kind === "object" ? "__call__" : "forward");
    if (own) return this.callDef(own, [net, ...given], named, node, {});
    const kind = net.base ?? net.name;
    if (kind === "Sequential") return this.chain(net, given);
    if (/^Transformer/.test(kind)) {
      const rest = given.slice(1);
      return [...net.items].reduce((x, [name, one]) => this.callModule(one, name === "norm" ? [x] : [x, ...rest], new Map(), node), given[0]);
    }
    if (net.kind === "object") refused(`TypeError: '${net.name}' object is not callable`);
    throw new Refused("call", `NotImplementedError: Module [${net.name}] is missing the required "forward" function`);
  }

  chain(net, given) {
    let value = given[0];
    let first = true;
    for (const item of net.items.values()) {
      const inputs = first ? given : [value];
      this.here = item.node ?? this.here;
      const work = () => this.callModule(item, inputs, new Map(), item.node);
      value = this.open.length || this.root ? this.row(item.node, work) : work();
      first = false;
    }
    return value;
  }

  callPath(path, given, named, node, origins, frame) {
    const name = path.split(".").at(-1);
    if (path.startsWith("builtins.")) return BUILTINS[name](this, given, named, node, frame);
    if (/^(torch|np|numpy|math|copy|collections|functools|itertools|typing)\b/.test(path)) {
      const known = this.known(path, name, given, named, node, origins);
      if (known !== undefined) return known;
    }
    throw new Unread("call", node, path);
  }

  known(path, name, given, named, node, origins) {
    if (path === "torch.nn.Parameter" || path === "torch.nn.parameter.Parameter") return Object.assign(like(given[0] ?? named.get("data")), { parameter: true });
    if (path.startsWith("torch.nn.init.") || /^torch\.(manual_seed|no_grad|device|compile|jit|set_)/.test(path)) return given[0] ?? null;
    if (/^torch\.nn\.(modules\.\w+\.)?[A-Z]\w*$/.test(path)) return construct(this, name, given, named, node, origins);
    if (path.startsWith("copy.")) return copied(given[0]);
    if (name === "OrderedDict") return given.length ? (given[0] instanceof Map ? given[0] : new Map(given[0])) : new Map();
    if (name === "partial") return new Thing("object", { name: "partial", partial: [given, named] });
    if (name === "prod" && isList(given[0])) return given[0].reduce((all, one) => arithmetic("*", all, one, node), 1);
    if (path.startsWith("math.")) return this.math(name, given, node);
    if (!path.startsWith("torch")) return undefined;
    if (/^torch\.nn\.utils\.(parametrizations\.)?(weight|spectral)_norm/.test(path)) throw new Unread("call", node, path);
    if (MAKERS.includes(name) && !(given[0] instanceof Tensor)) return make(name, given, named);
    return this.torchFunction(path, name, given, named, node);
  }

  math(name, given, node) {
    const values = given.map(number);
    if (["pi", "e", "inf"].includes(name)) return new Float({ pi: Math.PI, e: Math.E, inf: Infinity }[name]);
    if (["floor", "ceil"].includes(name)) return Math[name](values[0]);
    if (!(name in Math) || name === "max" || name === "min") throw new Unread("call", node, `math.${name}`);
    return new Float(Math[name](...values));
  }

  /** `torch.flatten(x, 1)`, `F.relu(x)`: by the layers' data, or by the table of functions. */
  torchFunction(path, name, given, named, node) {
    const plain = name.replace(/_$/, "");
    const layer = this.functions.get(path) ?? this.functions.get(`torch.nn.functional.${plain}`) ?? this.functions.get(`torch.${plain}`);
    if (layer && !FUNCTIONS_OF_TORCH[name]?.[0]) return callFunction(this, path.replace("torch.nn.functional", "F"), layer, given, named, node);
    const x = given[0] ?? named.get("input") ?? named.get("tensors");
    return this.operation(name, x, given.slice(1), named, node, path.replace("torch.nn.functional", "F"));
  }

  operation(name, x, given, named, node, said) {
    const entry = FUNCTIONS_OF_TORCH[name] ?? FUNCTIONS_OF_TORCH[name.replace(/_$/, "")];
    if (name === "einsum") throw new Unread("call", node, "torch.einsum");
    if (!entry) throw new Unread("call", node, said);
    const many = ["cat", "concat", "concatenate", "stack"].includes(name);
    if (many ? !isList(x) || !x.every((one) => one instanceof Tensor) : !(x instanceof Tensor)) throw new Unread("input", node, said);
    const values = ordered(entry[0], given, named);
    if (!values) throw new Unread("call", node, said);
    this.failing = { node, x };
    const result = entry[1](x, ...values);
    this.failing = null;
    const first = isList(result) ? result[0] : result;
    const macs = ["matmul", "mm", "bmm"].includes(name) ? prod(first.shape) * x.shape.at(-1) : 0;
    this.note(said, first, { macs, free: isView(name) || name.endsWith("_") || /^dropout/.test(name), made: isList(result) ? result.filter((one) => one instanceof Tensor) : null });
    return result;
  }

  method(self, name, given, named, node, origins, frame) {
    if (name === "super") refused("TypeError: 'super' object is not callable");
    if (self instanceof Bound && self.target === "super") return this.above(self.self, name, given, named, node, origins, frame);
    if (self instanceof Tensor) {
      if (name === "size") {
        if (!given.length && !named.has("dim")) return sizesOf(self);
        const dim = given[0] ?? named.get("dim");
        if (!self.shape.length) refused(`IndexError: Dimension specified as ${dim} but tensor has no dimensions`);
        return self.shape[dimension(self, dim)];
      }
      if (name === "item") return new Float(0.5);
      if (/^new_/.test(name)) return make(name.slice(4), given, named);
      return FUNCTIONS_OF_TORCH[name] ? this.operation(name, self, given, named, node, `.${name}`) : this.torchFunction(`torch.${name}`, name, [self, ...given], named, node);
    }
    if (self instanceof Thing) return this.moduleMethod(self, name, given, named, node);
    return BUILTINS.method(this, self, name, given, named, node);
  }

  /** `super().name(…)`. */
  above(self, name, given, named, node, origins, frame) {
    const owner = this.ownerOf(frame);
    const all = self.class.all;
    const rest = all.slice(all.indexOf(owner) + 1);
    const next = rest.find((one) => one instanceof Class && one.attributes.has(name));
    if (next) return this.callDef(next.attributes.get(name), [self, ...given], named, node, shifted(origins));
    if (name === "__init__") {
      if (self.items && (given.length || named.size)) self.items = construct(this, self.base, given, named, node, origins).items;
      return null;
    }
    if (name === "forward" && self.base === "Sequential") return this.chain(self, given);
    return this.moduleMethod(self, name, given, named, node);
  }

  moduleMethod(net, name, given, named, node) {
    const items = net.items;
    const put = (value) => items.set(`${items.size}`, value);
    switch (name) {
      case "__init__": return null;
      case "register_module": case "add_module": case "register_buffer": case "register_parameter": {
        const [called, value] = [...given, ...named.values()];
        (items ?? net.attributes).set(called, value);
        return null;
      }
      case "append": put(given[0]); return net;
      case "extend": this.list(given[0], node).forEach(put); return net;
      case "insert": { const list = [...items.values()].toSpliced(given[0], 0, given[1]); items.clear(); list.forEach(put); return net; }
      case "forward": return this.callModule(net, given, named, node);
      case "modules": return modules(net);
      case "children": return children(net).map(([, one]) => one);
      case "named_children": return children(net).map((one) => [...one]);
      case "named_modules": return modules(net).map((one) => ["", one]);
      case "items": return [...(items ?? new Map())].map((one) => [...one]);
      case "keys": return [...items.keys()];
      case "values": return [...items.values()];
      case "parameters": return [...Object.values(net.parameters ?? {})].map((shape) => new Tensor(shape));
      case "apply": case "to": case "eval": case "train": case "cuda": case "cpu": case "requires_grad_": case "half": case "float": case "_init_weights": case "load_state_dict": case "state_dict": case "zero_grad": case "double": case "post_init":
        return net;
      default:
        if (net.partial) throw new Unread("call", node, "functools.partial");
        throw new Refused("call", `AttributeError: '${net.name}' object has no attribute '${name}'`);
    }
  }
}

const sizesOf = (x) => Object.assign([...x.shape], { tuple: true });
const shifted = (origins) => Object.fromEntries(Object.entries(origins).map(([key, value]) => [/^\d+$/.test(key) ? Number(key) + 1 : key, value]));

export function tensorShapes(value) {
  if (value instanceof Tensor) return [value.shape];
  if (!isList(value)) return null;
  const found = value.flatMap((one) => tensorShapes(one) ?? []);
  return found.length ? found.slice(0, 8) : null;
}
