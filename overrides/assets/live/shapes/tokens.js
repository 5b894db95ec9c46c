/* Python's text as tokens, with indentation: [kind, text, start, end, line]. Nothing is run here. */

/** What the checker does not read: a key of the view's words, a detail, and where. */
export class Unread extends Error {
  constructor(key, node, detail = "") {
    super(`${key} ${detail}`);
    Object.assign(this, { key, detail, line: node?.line ?? 0 });
  }
}

const SPACE = /[ \t\f]*/y;
const NUMBER = /(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRING = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const SIGN = /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|[-+*/%@&|^=!<>]=|\*\*|\/\/|<<|>>|[-+*/%@&|^~=<>()[\]{},:.;]/y;
const LARGEST_TEXT = 40000;

function at(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

export function tokens(text) {
  if (text.length > LARGEST_TEXT) throw new Unread("long", { line: 1 });
  const found = [];
  const indents = [0];
  let [place, line, depth, begin] = [0, 1, 0, true];
  const add = (kind, value, end) => found.push([kind, value, place, end, line]);
  while (place < text.length) {
    if (begin && !depth) {
      const blank = at(SPACE, text, place)[0];
      const next = text[place + blank.length];
      if (next === "#" || next === "\n" || next === "\r" || next === undefined) {
        const stop = text.indexOf("\n", place);
        place = stop < 0 ? text.length : stop + 1;
        line += 1;
        continue;
      }
      const width = blank.replace(/\t/g, "        ").length;
      if (width > indents.at(-1)) {
        indents.push(width);
        add("indent", "", place);
      }
      while (width < indents.at(-1)) {
        indents.pop();
        add("dedent", "", place);
      }
      if (width !== indents.at(-1)) throw new Unread("indent", { line });
      place += blank.length;
      begin = false;
    }
    const sign = text[place];
    if (sign === "\n") {
      if (!depth) add("end", "", place);
      begin = !depth;
      place += 1;
      line += 1;
    } else if (/[ \t\r\f]/.test(sign)) place += 1;
    else if (sign === "#") {
      const stop = text.indexOf("\n", place);
      place = stop < 0 ? text.length : stop;
    } else if (sign === "\\" && /^\\\r?\n/.test(text.slice(place, place + 3))) {
      place = text.indexOf("\n", place) + 1;
      line += 1;
    } else place = word(text, place, add, (lines) => (line += lines), (by) => (depth = Math.max(0, depth + by)), line);
  }
  add("end", "", place);
  while (indents.pop() > 0) add("dedent", "", place);
  add("stop", "", place);
  return found;
}

function word(text, place, add, lines, deeper, line) {
  const string = at(STRING, text, place);
  if (string) {
    const [open, prefix, quote] = string;
    let stop = place + open.length;
    while (stop < text.length && !text.startsWith(quote, stop)) {
      if (quote.length === 1 && text[stop] === "\n") throw new Unread("syntax", { line }, quote);
      stop += text[stop] === "\\" ? 2 : 1;
    }
    if (stop >= text.length) throw new Unread("syntax", { line }, quote);
    const inner = text.slice(place + open.length, stop);
    add(/f/i.test(prefix) ? "fstring" : "string", /r/i.test(prefix) ? inner : inner.replace(/\\(.)/g, "$1"), stop + quote.length);
    lines(inner.split("\n").length - 1);
    return stop + quote.length;
  }
  for (const [kind, pattern] of [["number", NUMBER], ["name", NAME], ["sign", SIGN]]) {
    const match = at(pattern, text, place);
    if (!match) continue;
    add(kind, match[0], place + match[0].length);
    if ("([{".includes(match[0])) deeper(1);
    if (")]}".includes(match[0])) deeper(-1);
    return place + match[0].length;
  }
  throw new Unread("syntax", { line }, text[place]);
}
