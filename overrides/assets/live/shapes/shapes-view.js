/* The shape checker as text: its words in both languages, and what each part of the page shows. `page` is for the build. */

import { check } from "./check.js";
import { fix } from "./fix.js";

const LOOK = {
  zh: {
    code: "网络的代码",
    size: "输入的形状",
    hint: "粘贴一个 nn.Sequential(…)，或一个带 forward 的类；几个输入用分号隔开，整数输入写成 8, 20 int64。代码只当作文字来读，不会运行，也不会离开你的浏览器。",
    link: "这段代码的链接",
    reset: "恢复例子",
    rows: ["行", "代码", "输出形状", "参数", "乘加", "激活值"],
    total: "合计",
    good: "全部算得通。",
    output: "输出：",
    shapes: "每一行之后的形状",
    error: (line, made) => `第 ${line} 行报错${made ? `（这一层在第 ${made} 行创建）` : ""}`,
    silent: "torch 在这里报错，但这里没有它的原话。",
    unsure: "这里报不报错，取决于 torch 用的计算库。",
    clinic: "报错诊所：原因和改法",
    fix: (line, was, value) => `第 ${line} 行：把 ${was} 改成 ${value}`,
    whole: "，就能算通",
    more: "，这一行就能通过",
    many: (count) => `只显示前 ${count} 行。`,
    lazy: "未知",
    unread: (line, what) => `${line ? `第 ${line} 行：` : ""}${what}`,
    reasons: {
      other: (detail) => `读不懂“${detail}”语句`,
      syntax: (detail) => `这里的语法读不懂：${detail}`,
      indent: () => "缩进对不上",
      long: () => "代码太长",
      layer: (detail) => `还不认识 nn.${detail} 这一层的公式`,
      call: (detail) => `还不认识函数 ${detail}`,
      name: (detail) => `不知道 ${detail} 是什么：代码里没有定义它`,
      condition: () => "判断条件取决于张量里的数，只看形状不知道走哪一边",
      loop: (detail) => `循环的对象读不懂：${detail}`,
      steps: () => "步数太多",
      float: (detail) => `${detail} 是浮点数，torch 要整数`,
      dtype: (detail) => `${detail} 的输入是整数`,
      input: (detail) => `${detail} 的输入不是张量`,
      arithmetic: (detail) => `“${detail}”两边的值读不懂`,
      zero: () => "除以零",
      mask: () => "用布尔张量取下标，结果的大小取决于里面的数",
      key: (detail) => `没有这个键：${detail}`,
      item: () => "这个下标读不懂",
      assign: () => "这种赋值读不懂",
      base: (detail) => `继承自 ${detail} 的类读不懂`,
      value: (detail) => `这里的值读不懂 ${detail}`,
      nothing: () => "没有找到网络：写一个 nn.Sequential(…)，或一个继承 nn.Module 的类",
      size: () => "输入的形状写成 1, 3, 32, 32 这样",
    },
  },
  en: {
    code: "Code of the network",
    size: "Shape of the input",
    hint: "Paste an nn.Sequential(…), or a class with forward. Separate several inputs by semicolons; write an integer input as 8, 20 int64. The code is read as text: it does not run, and it does not leave your browser.",
    link: "Link to this code",
    reset: "Back to the example",
    rows: ["Line", "Code", "Output shape", "Parameters", "Multiply-adds", "Activations"],
    total: "Total",
    good: "Every line works.",
    output: "Output: ",
    shapes: "The shape after each line",
    error: (line, made) => `Line ${line} raises an error${made ? ` (line ${made} creates the layer)` : ""}`,
    silent: "torch raises an error here, in words that this page does not have.",
    unsure: "Whether this raises an error depends on the library that torch computes with.",
    clinic: "Error clinic: the cause and the fix",
    fix: (line, was, value) => `Line ${line}: change ${was} to ${value}`,
    whole: ", and the network works",
    more: ", and this line works",
    many: (count) => `The first ${count} lines are shown.`,
    lazy: "unknown",
    unread: (line, what) => `${line ? `Line ${line}: ` : ""}${what}`,
    reasons: {
      other: (detail) => `a statement with “${detail}” is not read`,
      syntax: (detail) => `the syntax is not read here: ${detail}`,
      indent: () => "the indentation does not fit",
      long: () => "the code is too long",
      layer: (detail) => `the formula of nn.${detail} is not known yet`,
      call: (detail) => `the function ${detail} is not known`,
      name: (detail) => `${detail} is not defined in this code`,
      condition: () => "the condition depends on numbers in a tensor, so its shape does not say which branch runs",
      loop: (detail) => `a loop over something that is not read: ${detail}`,
      steps: () => "too many steps",
      float: (detail) => `${detail} is a float, and torch wants an integer`,
      dtype: (detail) => `${detail} gets integers`,
      input: (detail) => `${detail} gets something that is not a tensor`,
      arithmetic: (detail) => `the values on both sides of “${detail}” are not read`,
      zero: () => "a division by zero",
      mask: () => "an index by a tensor of bools: the size of the result depends on its numbers",
      key: (detail) => `there is no key ${detail}`,
      item: () => "this index is not read",
      assign: () => "this kind of assignment is not read",
      base: (detail) => `a class that inherits from ${detail} is not read`,
      value: (detail) => `this value is not read ${detail}`,
      nothing: () => "there is no network: write an nn.Sequential(…), or a class that inherits from nn.Module",
      size: () => "write the shape of the input like 1, 3, 32, 32",
    },
  },
};

/** What the page shows first: a number is wrong in its last layer. */
export const EXAMPLE = {
  code: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 5)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(1024, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return self.fc(x)`,
  size: "4, 3, 32, 32",
};
const MOST_ROWS = 200;
const MOST_STATE = 8000;

const safe = (text) => `${text}`.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
const grouped = (number) => (Number.isSafeInteger(number) ? `${number}`.replace(/\B(?=(\d{3})+$)/g, ",") : number.toExponential(2));
const inBrackets = (sizes) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;

function memory(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let [value, at] = [bytes, 0];
  while (value >= 1000 && at < units.length - 1) [value, at] = [value / 1000, at + 1];
  return `${at ? value.toFixed(value < 10 ? 2 : 1) : value} ${units[at]}`;
}

function table(result, words) {
  const cells = (row) => {
    const shapes = row.steps.length > 1 ? row.steps.map(([, shape]) => inBrackets(shape)) : (row.shape ?? []).map(inBrackets);
    const last = shapes.length ? shapes.map((shape) => `<span>${shape}</span>`).join(" → ") : row.failed ? "✗" : "";
    return [row.line, `<code>${safe(row.code)}</code>`, last, row.parameters ? grouped(row.parameters) : "", row.macs ? grouped(row.macs) : "", row.bytes ? memory(row.bytes) : ""];
  };
  const line = (row) => {
    const found = cells(row).map((cell, at) => `<td data-label="${words.rows[at]}"${cell === "" ? " class=empty" : ""}>${cell}</td>`);
    return `<tr${row.failed ? ' class="failed"' : ""} style="--depth: ${row.depth}">${found.join("")}</tr>`;
  };
  const shown = result.rows.slice(0, MOST_ROWS).map(line).join("");
  const total = ["", words.total, result.output ? result.output.map(inBrackets).join(" ") : "", result.parameters === null ? words.lazy : grouped(result.parameters ?? 0), grouped(result.macs ?? 0), memory(result.bytes ?? 0)];
  const foot = result.rows.length ? `<tfoot><tr>${total.map((cell, at) => `<td data-label="${words.rows[at]}"${cell === "" ? " class=empty" : ""}>${cell}</td>`).join("")}</tr></tfoot>` : "";
  const head = `<thead><tr>${words.rows.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>`;
  const more = result.rows.length > MOST_ROWS ? `<p>${words.many(MOST_ROWS)}</p>` : "";
  return result.rows.length ? `<table class="plain"><caption>${words.shapes}</caption>${head}<tbody>${shown}</tbody>${foot}</table>${more}` : "";
}

/** The parts of the page by name, and `fixed`, the text after a click on the button, where there is one. */
export function parts(layers, { code, size }, language, root) {
  const words = LOOK[language];
  const result = check(layers, code, size);
  const { error } = result;
  const shown = { table: table(result, words), message: "", said: "", fixed: null, button: "", line: error?.line ?? 0 };
  if (!error) shown.said = `${words.good} ${words.output}${(result.output ?? []).map(inBrackets).join(" ")}`;
  else if (error.kind === "unread") shown.said = words.unread(error.line, (words.reasons[error.key] ?? words.reasons.value)(error.detail));
  else {
    shown.message = error.says;
    const page = error.see ? ` <a href="${root}${error.see.replace(".md", "/")}">${words.clinic}</a>` : "";
    shown.said = `<strong>${words.error(error.line, error.made)}</strong>${page}${error.says ? "" : ` ${error.unsure ? words.unsure : words.silent}`}`;
    const found = fix(layers, code, size, result);
    if (found) {
      shown.fixed = found.text;
      shown.button = words.fix(found.line, found.was, found.value) + (found.whole ? words.whole : words.more);
    }
  }
  if (error?.kind !== "torch") shown.said = safe(shown.said);
  return shown;
}

/** The state as it stands behind the address, and back; null where it is none or too long. */
export function written({ code, size }) {
  if (code === EXAMPLE.code && size === EXAMPLE.size) return "";
  const text = `net=${encodeURIComponent(size)}~${encodeURIComponent(code)}`;
  return text.length <= MOST_STATE ? text : "";
}

export function fromHash(hash) {
  const found = /^#?net=([^~]*)~(.*)$/s.exec(hash);
  if (!found || hash.length > MOST_STATE + 1) return null;
  try {
    return { size: decodeURIComponent(found[1]), code: decodeURIComponent(found[2]) };
  } catch {
    return null;
  }
}

/** The whole instrument, as the build writes it: still, its fields off until shapes.js takes over. */
export function page(language, layers) {
  const words = LOOK[language];
  const shown = parts(layers, EXAMPLE, language, "{root}");
  return [
    `<div class="instrument shapes" data-instrument="shapes" data-search-exclude="1">`,
    `<form aria-label="${words.code}"><fieldset disabled>`,
    `<label>${words.size}<input name="size" value="${EXAMPLE.size}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>`,
    `<label>${words.code}<textarea name="code" rows="14" autocomplete="off" autocapitalize="off" spellcheck="false" wrap="off">${safe(EXAMPLE.code).replace(/\n/g, "&#10;")}</textarea></label>`,
    `</fieldset></form>`,
    `<div class="output no-copy highlight${shown.message ? " fails" : ""}" data-part="box"><pre><code data-part="message">${safe(shown.message)}</code></pre></div>`,
    `<p role="status" data-part="said">${shown.said}</p>`,
    `<p><button type="button" data-part="fix" disabled>${safe(shown.button)}</button></p>`,
    `<div class="lines" data-part="table">${shown.table}</div>`,
    `<p class="hint">${words.hint} <a href="#" data-part="link">${words.link}</a> <button type="button" data-part="reset" disabled>${words.reset}</button></p>`,
    "</div>",
  ].join("\n");
}
