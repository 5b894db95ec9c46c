/* The shape checker as the build writes it. Its words in both languages stand here; a page hands its own on to shapes.js. */

import { parts, safe } from "./parts.js";

const LOOK = {
  zh: {
    code: "网络的代码",
    size: "输入的形状",
    hint: "粘贴一个 nn.Sequential(…)，或一个带 forward 的类；几个输入用分号隔开，整数输入写成 8, 20 int64。代码只当作文字来读，不会运行，也不会离开你的浏览器。",
    link: "这段代码的链接",
    reset: "恢复例子",
    rows: ["行", "代码", "输出形状", "参数", "乘加", "激活值"],
    total: "合计",
    good: "每一行都能通过。",
    output: "输出：",
    shapes: "每一行之后的形状",
    error: "第 {0} 行报错",
    made: "（这一层在第 {0} 行创建）",
    silent: "torch 会在这一行报错；本页没有收录报错的原文。",
    unsure: "这里报不报错，取决于 torch 用的计算库。",
    clinic: "报错诊所：原因和改法",
    fix: "第 {0} 行：把 {1} 改成 {2}",
    whole: "，整个网络就能通过",
    more: "，这一行就能通过",
    many: "只显示前 {0} 行。",
    lazy: "未知",
    line: "第 {0} 行：",
    reasons: {
      other: "不支持“{0}”语句",
      syntax: "不支持这里的语法：{0}",
      indent: "缩进对不上",
      long: "代码太长",
      layer: "还没有 nn.{0} 这一层的公式",
      call: "还不支持函数 {0}",
      name: "不知道 {0} 是什么：代码里没有定义它",
      condition: "判断条件取决于张量里的数，只看形状不知道走哪一边",
      loop: "不支持对它循环：{0}",
      steps: "步数太多",
      float: "{0} 是浮点数，torch 在这里只接受整数",
      dtype: "{0} 的输入是整数，它需要浮点数",
      input: "{0} 的输入不是张量",
      arithmetic: "不支持“{0}”两边的值",
      zero: "除以零",
      mask: "用布尔张量取下标，结果的大小取决于里面的数",
      key: "没有这个键：{0}",
      item: "不支持这种下标",
      assign: "不支持这种赋值",
      base: "不支持继承自 {0} 的类",
      value: "不支持这里的值：{0}",
      nothing: "没有找到网络：写一个 nn.Sequential(…)，或一个继承 nn.Module 的类",
      size: "输入的形状写成 1, 3, 32, 32 这样",
    },
  },
  en: {
    code: "Code of the network",
    size: "Shape of the input",
    hint: "Paste an nn.Sequential(…), or a class with forward. Separate several inputs with semicolons; write an integer input as 8, 20 int64. The code is read as text: it does not run, and it does not leave your browser.",
    link: "Link to this code",
    reset: "Back to the example",
    rows: ["Line", "Code", "Output shape", "Parameters", "Multiply-adds", "Activations"],
    total: "Total",
    good: "Every line works.",
    output: "Output: ",
    shapes: "The shape after each line",
    error: "Line {0} raises an error",
    made: " (line {0} creates the layer)",
    silent: "torch raises an error in this line; this page does not have its message.",
    unsure: "Whether this raises an error depends on the library that torch computes with.",
    clinic: "Error clinic: the cause and the fix",
    fix: "Line {0}: change {1} to {2}",
    whole: ", and the network works",
    more: ", and this line works",
    many: "The first {0} lines are shown.",
    lazy: "unknown",
    line: "Line {0}: ",
    reasons: {
      other: "a statement with “{0}” is not read",
      syntax: "the syntax is not read here: {0}",
      indent: "the indentation does not fit",
      long: "the code is too long",
      layer: "the formula of nn.{0} is not known yet",
      call: "the function {0} is not known",
      name: "{0} is not defined in this code",
      condition: "the condition depends on numbers in a tensor, so its shape does not say which branch runs",
      loop: "a loop over a value that is not read: {0}",
      steps: "too many steps",
      float: "{0} is a float, and torch accepts only integers here",
      dtype: "{0} gets integers and needs floats",
      input: "{0} gets something that is not a tensor",
      arithmetic: "the values on both sides of “{0}” are not read",
      zero: "a division by zero",
      mask: "an index by a tensor of bools: the size of the result depends on its numbers",
      key: "there is no key {0}",
      item: "this index is not read",
      assign: "this kind of assignment is not read",
      base: "a class that inherits from {0} is not read",
      value: "this value is not read: {0}",
      nothing: "there is no network: write an nn.Sequential(…), or a class that inherits from nn.Module",
      size: "write the shape of the input like 1, 3, 32, 32",
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
/** The whole instrument, as the build writes it: still, its fields off until shapes.js takes over. */
export function page(language, layers) {
  const words = LOOK[language];
  const shown = parts(layers, EXAMPLE, words, "{root}");
  return [
    `<div class="instrument shapes" data-instrument="shapes" data-search-exclude="1" data-words="${safe(JSON.stringify(words))}">`,
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
