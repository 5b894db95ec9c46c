/*
 * The Conv2d instrument as text: its words in both languages, what a reader may type, and every part of it as HTML.
 * The build writes the first setting into the page with `page`; conv2d.js puts the `parts` of another into it.
 */

import { drawWires, drawX, drawY } from "./conv2d-draw.js";
import { MODES, conv2d, pair, reads, source } from "./conv2d-rules.js";

const WORDS = {
  zh: {
    reset: "恢复初值",
    link: "这组设置的链接",
    settings: "nn.Conv2d 的实参和输入 x 的形状",
    choose: "输出 y 的格子：方向键换格子，Page Up 和 Page Down 换通道",
    hint: "指着、点按 y 的格子，或者用 Tab 选中它再按方向键（Page Up、Page Down 换通道），看它读 x 的哪些格子。",
    x: "输入 x：虚线里是填充，红底的没有窗口读到",
    y: "输出 y",
    wires: "哪个输出通道读哪些输入通道",
    large: "太大，不画了；下面的数照样对。",
    init: "第 1 行，造层时报错",
    call: "第 2 行，调用时报错",
    varies: "报错的原话取决于 torch 用的计算库。",
    rows: {
      height: "高",
      width: "宽",
      weight: "权重",
      parameters: "参数",
      macs: "MAC",
      dropped: "没读到的边",
      groups: "分组",
    },
    dropped: ([rows, columns]) => (rows || columns ? `下边 ${rows} 行，右边 ${columns} 列（连填充在内）` : "没有"),
    groups: (group) => `输出 ${group[0]} ← 输入 ${group[1]}`,
    comma: "、",
    pause: "；",
    reading: (y, channels, rows, columns) => `${y} 读 x 的通道 ${channels}、行 ${rows}、列 ${columns}。`,
    copies: "填充里是抄来的像素，浅色格子是出处。",
    padding: (count) => `填充里 ${count} 格`,
    number: (name, range) => `${name}：写一个整数（${range}）。`,
    numbers: (name, range) => `${name}：写一个整数，或高、宽两个，如 3 或 (3, 5)（${range}）。`,
    shape: (range) => `x：写 1 到 5 个正整数，如 1, 4, 8, 8（${range}）。`,
    range: (low, high) => `${low} 到 ${high}`,
    address: (part) => `网址里的“${part}”看不懂，其余设置照用。`,
  },
  en: {
    reset: "Start again",
    link: "Link to this setting",
    settings: "Arguments of nn.Conv2d, and the shape of its input x",
    choose: "Cells of the output y: arrow keys choose one, Page Up and Page Down the channel",
    hint: "Point at a cell of y, tap it, or reach it with Tab and use the arrow keys (Page Up and Page Down: the channel) to see which cells of x it reads.",
    x: "input x: padding inside the dashes, tinted where no window reaches",
    y: "output y",
    wires: "which output channel reads which input channels",
    large: "Too large to draw; the numbers below hold.",
    init: "Raised by line 1, when the layer is built",
    call: "Raised by line 2, at the call",
    varies: "The exact words depend on the library that torch computes with.",
    rows: {
      height: "Height",
      width: "Width",
      weight: "Weight",
      parameters: "Parameters",
      macs: "MACs",
      dropped: "Edge not read",
      groups: "Groups",
    },
    dropped: ([rows, columns]) =>
      rows || columns ? `below: ${rows}, on the right: ${columns} (padding included)` : "none",
    groups: (group) => `outputs ${group[0]} ← inputs ${group[1]}`,
    comma: ", ",
    pause: "; ",
    reading: (y, channels, rows, columns) => `${y} reads channels ${channels} of x, rows ${rows}, columns ${columns}.`,
    copies: " The padding holds copies; the paler cells are where they come from.",
    padding: (count) => `${count} in the padding`,
    number: (name, range) => `${name}: write a whole number (${range}).`,
    numbers: (name, range) => `${name}: write a whole number, or two for height and width, as in 3 or (3, 5) (${range}).`,
    shape: (range) => `x: write 1 to 5 whole numbers, as in 1, 4, 8, 8 (${range}).`,
    range: (low, high) => `${low} to ${high}`,
    address: (part) => `The address says “${part}”, which means nothing here; the rest of it is used.`,
  },
};

/** What the instrument shows first: a stride that drops a row, and two groups. The order is that of the form. */
export const FIRST = {
  in_channels: "4",
  out_channels: "6",
  kernel_size: "3",
  stride: "2",
  padding: "1",
  dilation: "1",
  groups: "2",
  padding_mode: "zeros",
  bias: "True",
  x: "1, 4, 8, 8",
  y: "2, 1, 3",
};
const DEFAULTS = { stride: 1, padding: 0, dilation: 1, groups: 1, padding_mode: "zeros", bias: true };
/** Arguments that are one number; the others may be two, or a word. */
const ONE = ["in_channels", "out_channels", "groups"];
const LARGEST = 999;

const clean = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
const thousands = (number) =>
  Number.isSafeInteger(number) ? `${number}`.replace(/\B(?=(\d{3})+$)/g, ",") : number.toExponential(2);
const minus = (number) => `${number}`.replace("-", "−");
const shape = (sizes) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;
const python = (value) => (Array.isArray(value) ? shape(value) : typeof value === "string" ? `"${value}"` : value);
const span = (from, below) => (below - from === 1 ? `${from}` : `${from}–${below - 1}`);

/** The whole numbers in a text, or null where there is anything else, or a number too large. */
function numbers(text, low) {
  if (!/^[[(]?\s*-?\d+(\s*,\s*-?\d+)*\s*,?\s*[\])]?$/.test(text.trim())) return null;
  const found = text.match(/-?\d+/g).map(Number);
  return found.every((number) => number >= low && number <= LARGEST) ? found : null;
}

/** What the reader typed, as values: `{ settings, shape, cell }`, or `{ problem, name }`. */
export function read(typed, language) {
  const words = WORDS[language];
  const settings = { padding_mode: typed.padding_mode, bias: typed.bias === "True" };
  for (const name of [...ONE, "kernel_size", "stride", "padding", "dilation"]) {
    const text = typed[name].trim().replace(/^["'](.*)["']$/, "$1");
    const found = numbers(text, -LARGEST);
    const most = ONE.includes(name) ? 1 : 2;
    if (name === "padding" && /^[a-z]+$/.test(text)) settings[name] = text;
    else if (found && found.length <= most) settings[name] = found.length === 1 ? found[0] : found;
    else return { name, problem: words[most === 1 ? "number" : "numbers"](name, words.range(minus(-LARGEST), LARGEST)) };
  }
  const sizes = numbers(typed.x, 1);
  if (!sizes || sizes.length > 5) return { name: "x", problem: words.shape(words.range(1, LARGEST)) };
  return { settings, shape: sizes, cell: numbers(typed.y, 0) ?? [0, 0, 0] };
}

/** `typed` with every number in one field one step up or down. A step of in_channels takes x along while both agree. */
export function step(typed, name, by) {
  const text = typed[name].replace(/-?\d+/g, (number) => Number(number) + by);
  return follow(typed, { ...typed, [name]: text });
}

/** The channels of x follow in_channels as long as they were the same. */
export function follow(before, after) {
  const sizes = numbers(after.x, 1);
  const channels = numbers(after.in_channels, 1);
  if (before.in_channels === after.in_channels || !channels || !sizes || sizes.length < 3) return after;
  if (`${sizes.at(-3)}` !== before.in_channels.trim()) return after;
  return { ...after, x: sizes.with(-3, channels[0]).join(", ") };
}

/** The setting as it stands in an address, `?try=…`: what differs from the first one. */
export function address(typed) {
  const changed = Object.keys(FIRST).filter((name) => typed[name] !== FIRST[name]);
  return changed.map((name) => `${name}=${encodeURIComponent(typed[name].replace(/[\s()]/g, "")).replace(/%2C/g, ",")}`).join(";");
}

/** Back from an address: what it says, and what is wrong with it. */
export function fromAddress(text, language) {
  let typed = { ...FIRST };
  let problem;
  for (const part of text.split(";").filter(Boolean)) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(part) ?? [];
    const known = name in FIRST && (name !== "bias" || /^(True|False)$/.test(value)) && (name !== "padding_mode" || MODES.includes(value));
    const changed = { ...typed, [name]: value?.replace(/,/g, ", ") };
    if (!known || read(changed, language).problem || (name === "y" && numbers(value, 0)?.length !== 3))
      problem ??= WORDS[language].address(part);
    else typed = changed;
  }
  return { typed, problem };
}

/** The two lines of PyTorch. */
export function code({ settings, shape: sizes }) {
  const named = Object.keys(DEFAULTS).filter((name) => settings[name] !== DEFAULTS[name]);
  const values = [settings.in_channels, settings.out_channels, settings.kernel_size].map(python);
  const bias = settings.bias ? "True" : "False";
  const more = named.map((name) => `${name}=${name === "bias" ? bias : python(settings[name])}`);
  return `conv = nn.Conv2d(${[...values, ...more].join(", ")})\nconv(torch.rand${shape(sizes).replace(",)", ")")}).shape`;
}

/** The cell of y that is looked at, inside y. */
export function inside(cell, out) {
  return cell.map((at, axis) => Math.max(0, Math.min(at, out.at(axis - 3) - 1)));
}

/** Which cells of x make the chosen cell of y, in words. */
function reading(result, settings, sizes, cell, words) {
  const found = reads(result, settings, cell);
  const y = `y[${[...(result.out.length === 4 ? [0] : []), ...cell].join(", ")}]`;
  const [rows, columns] = [found.rows, found.columns].map((all, axis) => {
    const real = all.map((at) => source(at, sizes.at(axis - 2), settings.padding_mode)).filter((at) => at !== null);
    const shown = real.length > 12 ? [...real.slice(0, 3), "…", real.at(-1)] : real;
    const padding = all.length - real.length;
    return [...shown, ...(padding ? [words.padding(padding)] : [])].join(words.comma);
  });
  const copies = [found.rows, found.columns].some((all, axis) => all.some((at) => at < 0 || at >= sizes.at(axis - 2)));
  const more = copies && settings.padding_mode !== "zeros" ? words.copies : "";
  return words.reading(y, span(...found.channels), rows, columns) + more;
}

function facts(result, settings, sizes, words) {
  const { weight, pads, out, dropped } = result;
  const rows = {};
  if (out) {
    ["height", "width"].forEach((name, axis) => {
      const [size, [before, after], step] = [sizes.at(axis - 2), pads[axis].map(minus), pair(settings.stride)[axis]];
      const side = `⌊(${size} + ${before} + ${after} − ${pair(settings.dilation)[axis]}·(${weight[2 + axis]} − 1) − 1) / ${step}⌋ + 1`;
      rows[name] = `${side} = ${out.at(axis - 2)}`;
    });
  }
  if (weight) {
    rows.weight = shape(weight);
    rows.parameters = `${weight.join("·")}${settings.bias ? ` + ${weight[0]}` : ""} = ${thousands(result.parameters)}`;
  }
  if (out) {
    rows.macs = `${out.join("·")} · ${weight.slice(1).join("·")} = ${thousands(result.macs)}`;
    rows.dropped = words.dropped(dropped);
    const each = [weight[0] / settings.groups, weight[1]];
    const groups = Array.from({ length: Math.min(settings.groups, 4) }, (_, group) =>
      words.groups(each.map((count) => span(group * count, (group + 1) * count))),
    );
    rows.groups = [...groups, ...(settings.groups > 4 ? ["…"] : [])].join(words.pause);
  }
  return Object.entries(rows).map(([name, value]) => `<dt>${words.rows[name]}</dt><dd>${value}</dd>`).join("");
}

/** What each part of the instrument shows for a setting that could be read: HTML, by name. */
export function parts({ settings, shape: sizes, cell }, language) {
  const words = WORDS[language];
  const result = conv2d(settings, sizes);
  const { error } = result;
  const shown = { code: clean(code({ settings, shape: sizes })), failed: Boolean(error) };
  if (error) {
    const when = `<strong>${words[error.at]}</strong>${error.varies ? `${language === "zh" ? "。" : ". "}${words.varies}` : ""}`;
    return {
      ...shown,
      output: clean(`${error.type}: ${error.message}`),
      reading: when,
      x: "",
      y: "",
      wires: "",
      facts: facts(result, settings, sizes, words),
    };
  }
  const chosen = inside(cell, result.out);
  const large = `<em>${words.large}</em>`;
  const drawable = result.out.every((size) => size > 0);
  return {
    ...shown,
    output: `torch.Size([${result.out.join(", ")}])`,
    reading: drawable ? reading(result, settings, sizes, chosen, words) : "",
    x: (drawable && drawX(result, settings, sizes, chosen)) || large,
    y: (drawable && drawY(result, chosen)) || large,
    wires: (drawable && drawWires(result, settings, chosen)) || large,
    facts: facts(result, settings, sizes, words),
    out: result.out,
    cell: chosen,
  };
}

function field(name) {
  if (name === "padding_mode") {
    return `<label>${name}<select name="${name}">${MODES.map((mode) => `<option>${mode}</option>`).join("")}</select></label>`;
  }
  if (name === "bias") return `<label>bias<input name="bias" type="checkbox" value="True" checked></label>`;
  const kind = ONE.includes(name) ? `type="number"` : `autocapitalize="off" spellcheck="false"`;
  return `<label>${name === "x" ? "x.shape" : name}<input name="${name}" value="${FIRST[name]}" autocomplete="off" ${kind}></label>`;
}

/** The whole instrument, as the build writes it into the page: still, its fields off until conv2d.js takes over. */
export function page(language) {
  const words = WORDS[language];
  const shown = parts(read(FIRST, language), language);
  const fields = Object.keys(FIRST).filter((name) => name !== "y").map(field);
  const figure = (name) => `<div data-part="${name}" data-caption="${words[name]}">${shown[name]}</div>`;
  return [
    `<div class="instrument conv2d" data-instrument="conv2d" data-search-exclude="1">`,
    `<form aria-label="${words.settings}"><fieldset disabled>${fields.join("")}</fieldset></form>`,
    `<p class="problem" role="alert" data-part="problem"></p>`,
    `<div class="highlight"><pre><code data-part="code">${shown.code}</code></pre></div>`,
    `<div class="output no-copy highlight"><pre><code data-part="output">${shown.output}</code></pre></div>`,
    `<div class="figures">${["x", "y", "wires"].map(figure).join("")}</div>`,
    `<p role="status" data-part="reading">${shown.reading}</p>`,
    `<p class="hint">${words.hint} <a href="#try" data-part="link">${words.link}</a> <button type="button" data-part="reset" disabled>${words.reset}</button></p>`,
    `<dl data-part="facts">${shown.facts}</dl>`,
    "</div>",
  ].join("\n");
}

export const label = (language) => WORDS[language].choose;
