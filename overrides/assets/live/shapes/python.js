/*
 * A part of Python's grammar as trees, `{ is, line, start, end, … }`. Statements that the checker does not follow (while, try,
 * async, match, …) are kept as `{ is: "other", word }`, and are named only where a network would run them.
 */

import { Unread, tokens } from "./tokens.js";

const OTHER = new Set(["while", "try", "async", "match", "global", "nonlocal", "raise"]);
const COMPARE = ["<", "<=", ">", ">=", "==", "!=", "in", "is"];
const LEVELS = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "//", "%", "@"]];
const CLOSING = { "(": ")", "[": "]", "{": "}" };

export function parsePython(text) {
  return new Parser(tokens(text)).block("stop");
}

class Parser {
  constructor(found) {
    this.all = found;
    this.at = 0;
  }

  get kind() {
    return this.all[this.at][0];
  }

  get word() {
    const [kind, text] = this.all[this.at];
    return kind === "name" || kind === "sign" ? text : kind === "end" || kind === "stop" ? "\n" : "";
  }

  get line() {
    return this.all[this.at][4];
  }

  fail() {
    throw new Unread("syntax", this, this.all[this.at][1] || "\\n");
  }

  next() {
    return this.all[this.at++];
  }

  take(word) {
    if (this.word !== word || this.kind === "end") return false;
    this.at += 1;
    return true;
  }

  expect(word) {
    if (!this.take(word)) this.fail();
  }

  name() {
    if (this.kind !== "name") this.fail();
    return this.next()[1];
  }

  /** A node that begins at token `from` and ends at the last one taken. */
  node(from, is, more) {
    const first = this.all[from];
    return { is, line: first[4], start: first[2], end: this.all[Math.max(from, this.at - 1)][3], ...more };
  }

  block(stop) {
    const body = [];
    while (this.kind !== stop) {
      if (this.kind === "end") this.at += 1;
      else body.push(...this.statement());
    }
    this.at += 1;
    return body;
  }

  /** What follows a colon: statements on the line, or an indented block. */
  suite() {
    this.expect(":");
    if (this.kind !== "end") return this.simple();
    while (this.kind === "end") this.at += 1;
    if (this.kind !== "indent") throw new Unread("indent", this);
    this.at += 1;
    return this.block("dedent");
  }

  statement() {
    const from = this.at;
    if (this.kind === "indent") throw new Unread("indent", this);
    const decorators = [];
    while (this.take("@")) {
      decorators.push(this.expression().name ?? "");
      while (this.kind === "end") this.at += 1;
    }
    const { word } = this;
    if (word === "class") return [this.class(this.at)];
    if (word === "def") return [{ ...this.def(this.at), decorators }];
    if (word === "if") return [this.if(from)];
    if (word === "for") {
      this.at += 1;
      const target = this.targets();
      this.expect("in");
      const over = this.tuple();
      return [this.node(from, "for", { target, over, body: this.suite(), orelse: this.take("else") ? this.suite() : [] })];
    }
    if (word === "with") {
      this.at += 1;
      const item = this.starred();
      while (this.take("as") || this.take(",")) this.starred();
      return [this.node(from, "with", { item, body: this.suite() })];
    }
    if (OTHER.has(word) && !["=", ".", "("].includes(this.all[this.at + 1][1])) return [this.other(from, word)];
    return this.simple();
  }

  /** A statement that is passed over, with its blocks. */
  other(from, word) {
    let depth = 0;
    while (this.kind !== "stop") {
      while (this.kind !== "end" && this.kind !== "stop") this.at += 1;
      while (this.kind === "end") this.at += 1;
      if (this.kind === "indent") {
        depth = 1;
        this.at += 1;
        while (depth) {
          depth += { indent: 1, dedent: -1 }[this.kind] ?? 0;
          this.at += 1;
        }
      }
      if (!["else", "except", "finally", "elif"].includes(this.word)) break;
    }
    return this.node(from, "other", { word });
  }

  class(from) {
    this.at += 1;
    const name = this.name();
    const bases = this.take("(") ? this.arguments().map((each) => each.value) : [];
    return this.node(from, "class", { name, bases, body: this.suite() });
  }

  def(from) {
    this.at += 1;
    const name = this.name();
    this.expect("(");
    const parameters = this.parameters(")");
    if (this.take("->")) this.expression();
    return this.node(from, "def", { name, parameters, body: this.suite() });
  }

  parameters(stop) {
    const found = [];
    while (!this.take(stop)) {
      const from = this.at;
      if (this.take("/")) {
        this.take(",");
        continue;
      }
      const star = this.take("**") ? "**" : this.take("*") ? "*" : "";
      const name = star && this.word === "," ? "" : this.name();
      if (stop === ")" && this.take(":")) this.expression();
      const value = this.take("=") ? this.expression() : null;
      found.push(this.node(from, "parameter", { name, star, value }));
      if (!this.take(",")) {
        this.expect(stop);
        break;
      }
    }
    return found;
  }

  if(from) {
    this.at += 1;
    const test = this.named();
    const body = this.suite();
    const other = this.at;
    const orelse = this.word === "elif" ? [this.if(other)] : this.take("else") ? this.suite() : [];
    return this.node(from, "if", { test, body, orelse });
  }

  simple() {
    const found = [];
    do {
      if (this.kind === "end") break;
      found.push(this.small());
    } while (this.take(";"));
    if (this.kind === "end") this.at += 1;
    else if (this.kind !== "stop") this.fail();
    return found;
  }

  small() {
    const from = this.at;
    const { word } = this;
    if (word === "import" || word === "from") return this.import(from);
    if (word === "return") {
      this.at += 1;
      return this.node(from, "return", { value: this.kind === "end" ? null : this.tuple() });
    }
    if (["pass", "break", "continue"].includes(word)) {
      this.at += 1;
      return this.node(from, word, {});
    }
    if (word === "assert" || word === "del") {
      while (this.kind !== "end" && this.kind !== "stop") this.at += 1;
      return this.node(from, "pass", {});
    }
    let value = this.tuple();
    if (this.take(":")) {
      this.expression();
      if (this.word !== "=") return this.node(from, "pass", {});
    }
    const sign = this.kind === "sign" && /^(\*\*|\/\/|<<|>>|[-+*/%@|&^])=$/.exec(this.word)?.[1];
    if (sign) {
      this.at += 1;
      const right = this.tuple();
      value = this.node(from, "binary", { sign, left: value, right, inplace: true });
      return this.node(from, "assign", { targets: [value.left], value });
    }
    const targets = [];
    while (this.take("=")) {
      targets.push(value);
      value = this.tuple();
    }
    return targets.length ? this.node(from, "assign", { targets, value }) : this.node(from, "expression", { value });
  }

  dotted() {
    let path = "";
    while (this.word === "." || this.word === "...") path += this.next()[1];
    if (this.kind === "name" && this.word !== "import") path += this.name();
    while (this.take(".")) path += `.${this.name()}`;
    return path;
  }

  import(from) {
    const names = [];
    const base = this.next()[1] === "from" ? this.dotted() : null;
    if (base !== null) this.expect("import");
    const closed = this.take("(");
    do {
      if (closed && this.word === ")") break;
      const path = this.take("*") ? "*" : this.dotted();
      names.push([path, this.take("as") ? this.name() : null]);
    } while (this.take(","));
    if (closed) this.expect(")");
    return this.node(from, "import", { base, names });
  }

  targets() {
    const from = this.at;
    const parts = [this.unary()];
    while (this.take(",")) if (this.word !== "in" && this.word !== "=") parts.push(this.unary());
    return parts.length > 1 || this.all[this.at - 1][1] === "," ? this.node(from, "tuple", { parts }) : parts[0];
  }

  /** Expressions with commas between them: a tuple, or the one. */
  tuple() {
    const from = this.at;
    const parts = [this.starred()];
    let more = false;
    while (this.take(",")) {
      more = true;
      if (this.kind === "end" || ["=", ")", "]", "}", ":"].includes(this.word)) break;
      parts.push(this.starred());
    }
    return more ? this.node(from, "tuple", { parts }) : parts[0];
  }

  starred() {
    const from = this.at;
    if (this.take("*")) return this.node(from, "star", { value: this.expression() });
    return this.named();
  }

  named() {
    const from = this.at;
    const value = this.expression();
    if (!this.take(":=")) return value;
    return this.node(from, "named", { target: value, value: this.expression() });
  }

  expression() {
    const from = this.at;
    if (this.take("lambda")) {
      const parameters = this.parameters(":");
      const value = this.expression();
      return this.node(from, "lambda", { name: "lambda", parameters, body: [this.node(from, "return", { value })] });
    }
    const value = this.or();
    if (!this.take("if")) return value;
    const test = this.or();
    this.expect("else");
    return this.node(from, "choice", { test, body: value, orelse: this.expression() });
  }

  or(sign = "or") {
    const from = this.at;
    const below = () => (sign === "or" ? this.or("and") : this.not());
    const parts = [below()];
    while (this.take(sign)) parts.push(below());
    return parts.length > 1 ? this.node(from, sign, { parts }) : parts[0];
  }

  not() {
    const from = this.at;
    if (this.take("not")) return this.node(from, "not", { value: this.not() });
    const parts = [this.binary(0)];
    const signs = [];
    for (;;) {
      let sign = this.word;
      if (sign === "not" && this.all[this.at + 1][1] === "in") {
        this.at += 1;
        sign = "not in";
      } else if (!COMPARE.includes(sign)) break;
      this.at += 1;
      if (sign === "is" && this.take("not")) sign = "is not";
      signs.push(sign);
      parts.push(this.binary(0));
    }
    return signs.length ? this.node(from, "compare", { signs, parts }) : parts[0];
  }

  binary(level) {
    if (level === LEVELS.length) return this.unary();
    const from = this.at;
    let left = this.binary(level + 1);
    while (this.kind === "sign" && LEVELS[level].includes(this.word)) {
      const sign = this.next()[1];
      const right = this.binary(level + 1);
      left = this.node(from, "binary", { sign, left, right });
    }
    return left;
  }

  unary() {
    const from = this.at;
    if (this.kind === "sign" && "-+~".includes(this.word)) {
      const sign = this.next()[1];
      return this.node(from, "unary", { sign, value: this.unary() });
    }
    const left = this.postfix();
    if (!this.take("**")) return left;
    return this.node(from, "binary", { sign: "**", left, right: this.unary() });
  }

  postfix() {
    const from = this.at;
    let value = this.atom();
    for (;;) {
      if (this.take(".")) value = this.node(from, "attribute", { value, name: this.name() });
      else if (this.take("(")) {
        const given = this.arguments();
        value = this.node(from, "call", { value, given });
      } else if (this.take("[")) {
        const index = this.subscript();
        this.expect("]");
        value = this.node(from, "item", { value, index });
      } else return value;
    }
  }

  subscript() {
    const from = this.at;
    const parts = [];
    let more = false;
    while (this.word !== "]") {
      parts.push(this.slice());
      if (!this.take(",")) break;
      more = true;
    }
    return more ? this.node(from, "tuple", { parts }) : (parts[0] ?? this.fail());
  }

  slice() {
    const from = this.at;
    const bound = () => (this.kind === "sign" && [":", ",", "]"].includes(this.word) ? null : this.starred());
    const start = bound();
    if (!this.take(":")) return start ?? this.fail();
    const stop = bound();
    const step = this.take(":") ? bound() : null;
    return this.node(from, "slice", { start0: start, stop, step });
  }

  arguments() {
    const found = [];
    while (!this.take(")")) {
      const from = this.at;
      const star = this.take("**") ? "**" : this.take("*") ? "*" : "";
      const keyword = !star && this.kind === "name" && this.all[this.at + 1][1] === "=" ? this.name() : "";
      if (keyword) this.expect("=");
      let value = this.named();
      if (this.word === "for") value = this.comprehension(from, "list", value);
      found.push({ star, keyword, value });
      if (!this.take(",")) {
        this.expect(")");
        break;
      }
    }
    return found;
  }

  comprehension(from, kind, value, key = null) {
    const loops = [];
    while (this.take("for")) {
      const target = this.targets();
      this.expect("in");
      const over = this.or();
      const tests = [];
      while (this.take("if")) tests.push(this.or());
      loops.push({ target, over, tests });
    }
    return this.node(from, "comprehension", { kind, value, key, loops });
  }

  atom() {
    const from = this.at;
    const [kind, text] = this.next();
    if (kind === "number") {
      const clean = text.replace(/_/g, "");
      const float = !/^0x/i.test(clean) && /[.eE]/.test(clean);
      return this.node(from, "number", { number: Number(clean), float });
    }
    if (kind === "string" || kind === "fstring") {
      const parts = [[kind, text]];
      while (this.kind === "string" || this.kind === "fstring") parts.push(this.next().slice(0, 2));
      return this.node(from, "string", { parts });
    }
    if (kind === "name") {
      if (text in { True: 1, False: 1, None: 1 }) return this.node(from, "constant", { value: { True: true, False: false }[text] ?? null });
      if (text === "await" || text === "yield") {
        this.take("from");
        if (this.kind !== "end" && this.word !== ")") this.tuple();
        return this.node(from, "other", { word: text });
      }
      return this.node(from, "name", { name: text });
    }
    if (text === "...") return this.node(from, "ellipsis", {});
    if (kind === "sign" && text in CLOSING) return this.display(from, text);
    this.at = from;
    return this.fail();
  }

  display(from, open) {
    const close = CLOSING[open];
    const is = { "(": "tuple", "[": "list", "{": "dict" }[open];
    const parts = [];
    let comma = false;
    while (this.word !== close) {
      if (is === "dict" && this.take("**")) parts.push([null, this.expression()]);
      else {
        const value = this.starred();
        if (is === "dict") {
          const pair = this.take(":") ? [value, this.expression()] : [value, value];
          if (this.word === "for") {
            const made = this.comprehension(from, "dict", pair[1], pair[0]);
            this.expect(close);
            return made;
          }
          parts.push(pair);
        } else if (this.word === "for") {
          const made = this.comprehension(from, "list", value);
          this.expect(close);
          return made;
        } else parts.push(value);
      }
      comma = this.take(",");
      if (!comma) break;
    }
    this.expect(close);
    if (open === "(" && parts.length === 1 && !comma) return { ...parts[0], start: this.all[from][2], end: this.all[this.at - 1][3], bare: parts[0] };
    return this.node(from, is, { parts });
  }
}
