/*
 * The live LeNet as text: its words in both languages, how activations become coloured cells, and the page without scripts.
 * The build runs the model on one digit with `page` and `still`; lenet.js does the same with what the reader draws.
 */

import { behind, parse, run } from "./onnx.js";
import { placed } from "./digit.js";

const WORDS = {
  zh: {
    controls: "写一个数字，或者选一张真实的",
    pad: "写字板：按住拖动来写；用键盘时方向键移动笔，空格落笔、抬笔",
    pen: (down, x, y) => `${down ? "落笔" : "抬笔"}，横 ${x}，纵 ${y}。`,
    clear: "擦掉",
    centre: "居中",
    move: ["左移", "右移", "上移", "下移"],
    digit: (label, wrong) => (wrong ? `手写的 ${label}，网络会识别错` : `手写的 ${label}`),
    real: "真实的手写数字（后 10 张它会识别错）：",
    guess: (digit, share) => `网络说是 ${digit}，概率 ${share}。`,
    none: "还没有字。",
    chances: "每个数字的概率",
    map: (name) => `${name}：方向键选一个数，Page Up 和 Page Down 换通道`,
    image: "图像",
    caption: (name, size, low, high, zeros) => `${name}：${size}，${low} 到 ${high}${zeros ? `，${zeros} 是 0` : ""}`,
    hint: "鼠标移到或点按任意一格，或者用 Tab 选中一层再按方向键，就会框出算出它的那一块。橙色是正数，蓝色是负数，颜色深浅以每层自己最大的数为准。",
    value: (name, value) => `${name} = ${value}`,
    behind: (name, box) => `，由 ${name} 的${box}算出`,
    root: (box) => `；对应图像的${box}`,
    stop: "。",
    box: (channels, rows, columns) => `${channels ? `通道 ${channels}、` : ""}行 ${rows}、列 ${columns}`,
    all: (count) => `全部 ${count} 个数`,
    about: (file, bytes, hash) =>
      `${file}，${bytes} 字节，SHA-256：<code>${hash}</code>。它就是训练实验导出的那个文件，用 8000 张 MNIST 手写数字（CC BY-SA 3.0）训练，没有用来训练的 2000 张，它识别对 1971 张。那 2000 张里，可能有些与训练图像是同一批人写的，所以它识别你写的数字，多半会差一些。计算全在你的浏览器里，什么也不发送。`,
    errors: {
      fetch: (what) => `模型没有下载到：${what}`,
      foreign: () => "这不是 ONNX 文件。",
      truncated: () => "模型文件不完整，后面缺了一截。刷新再试。",
      broken: (what) => `模型文件坏了：权重 ${what} 的长度与形状不符。`,
      external: (what) => `权重 ${what} 在另一个 .onnx.data 文件里。导出时写 external_data=False。`,
      type: (what) => `这里不支持这种权重的数据类型（${what}），只支持 float32 和 int64。`,
      operator: (what) => `这里没有实现的算子：${what}`,
      changed: () => "下载到的模型与本页写的不是同一个文件（SHA-256 不同）。刷新再试。",
    },
  },
  en: {
    controls: "Write a digit, or choose a real one",
    pad: "Sheet: press and drag to write; on the keyboard arrow keys move the pen, space puts it down and lifts it",
    pen: (down, x, y) => `Pen ${down ? "down" : "up"}, across ${x}, down ${y}.`,
    clear: "Clear",
    centre: "centre it",
    move: ["move left", "move right", "move up", "move down"],
    digit: (label, wrong) => (wrong ? `a handwritten ${label} that the net gets wrong` : `a handwritten ${label}`),
    real: "Real handwriting (the net gets the last 10 wrong):",
    guess: (digit, share) => `The net says ${digit}, with a probability of ${share}.`,
    none: "Nothing is written yet.",
    chances: "Probability of each digit",
    map: (name) => `${name}: arrow keys choose a number, Page Up and Page Down the channel`,
    image: "image",
    caption: (name, size, low, high, zeros) => `${name}: ${size}, ${low} to ${high}${zeros ? `, ${zeros} are 0` : ""}`,
    hint: "Point at any cell, tap it, or reach a layer with Tab and use the arrow keys: a frame shows the patch it reads. Orange is positive, blue negative; each layer is coloured by its own largest number.",
    value: (name, value) => `${name} = ${value}`,
    behind: (name, box) => `, made from ${name}, ${box}`,
    root: (box) => `; of the image, ${box}`,
    stop: ".",
    box: (channels, rows, columns) => `${channels ? `channels ${channels}, ` : ""}rows ${rows}, columns ${columns}`,
    all: (count) => `all ${count} numbers`,
    about: (file, bytes, hash) =>
      `${file}, ${bytes} bytes, SHA-256: <code>${hash}</code>. It is the very file that the training lab exported, trained on 8,000 handwritten digits of MNIST (CC BY-SA 3.0). Of 2,000 digits that were not used for training it reads 1,971 correctly. Some of them may have been written by people whose other digits were used, so it will probably do worse with yours. All of it is computed in your browser, and nothing is sent.`,
    errors: {
      fetch: (what) => `The model could not be loaded: ${what}`,
      foreign: () => "This is not an ONNX file.",
      truncated: () => "The model's file is not whole: its end is missing. Reload the page.",
      broken: (what) => `The model's file is damaged: the length of the weights ${what} does not fit their shape.`,
      external: (what) => `The weights ${what} are in another file, .onnx.data. Export with external_data=False.`,
      type: (what) => `Weights of a data type that is not known here (${what}); float32 and int64 are.`,
      operator: (what) => `Operators that are not written here: ${what}`,
      changed: () => "The model that came is not the file that this page names (its SHA-256 differs). Reload the page.",
    },
  },
};

/** Held-out digits to choose from, [index, label]: one of each that the net reads, then ten that it gets wrong. */
export const DIGITS = [
  [0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7], [8, 8], [9, 9],
  [256, 6], [392, 2], [563, 3], [788, 8], [822, 2], [1039, 9], [1042, 2], [1221, 1], [1347, 7], [1578, 8],
]; // prettier-ignore
export const FIRST = 7;
const RIGHT = 10;

/** Colours of the cells: level 0 is clear, −STEPS full blue, STEPS full orange. Both show on white and on black. */
export const STEPS = 15;
export const BLUE = [47, 125, 212];
export const ORANGE = [226, 96, 32];

export const words = (language) => WORDS[language];

/** What went wrong, in the reader's language. */
export const problem = ({ kind, what, message }, language) => (WORDS[language].errors[kind] ?? WORDS[language].errors.fetch)(what ?? message);

/** An image of 32×32 numbers through the model: the rows of the figure, the image first. Reshaping shows nothing new. */
export function rows(model, image) {
  const input = { dims: [1, 1, 32, 32], data: image };
  const shown = run(model, input).filter(({ operator }) => operator !== "Reshape" && operator !== "Flatten");
  const names = { Relu: "relu", MaxPool: "max_pool2d" };
  return [{ layer: "", operator: "", value: input }, ...shown].map(({ layer, operator, attributes, value }) => {
    const [channels, height, width] = [...value.dims.slice(1), 1, 1];
    return { name: layer || names[operator] || "", operator, attributes, data: value.data, dims: [channels, height, width] };
  });
}

/** How the maps of a row are laid out: so many beside each other, a gap between them; numbers without a place in lines. */
export function layout([channels, height, width]) {
  const beside = height > 1 ? { 16: width > 5 ? 8 : 16 }[channels] ?? channels : { 120: 40, 84: 42 }[channels] ?? channels;
  const gap = height > 1 ? 1 : 0;
  const down = Math.ceil(channels / beside);
  return { beside, gap, across: beside * (width + gap) - gap, down: down * (height + gap) - gap };
}

/** The upper left corner of a channel in its row, [x, y]. */
export function corner(dims, channel) {
  const { beside, gap } = layout(dims);
  return [(channel % beside) * (dims[2] + gap), Math.floor(channel / beside) * (dims[1] + gap)];
}

/** Which number is drawn at [x, y] of its row: [channel, row, column]; null in a gap. */
export function under(dims, x, y) {
  const { beside, gap } = layout(dims);
  const [column, row] = [x % (dims[2] + gap), y % (dims[1] + gap)];
  const channel = Math.floor(x / (dims[2] + gap)) + beside * Math.floor(y / (dims[1] + gap));
  return column < dims[2] && row < dims[1] && channel < dims[0] ? [channel, row, column] : null;
}

/** A row as lines of levels, −STEPS to STEPS. */
export function levels({ data, dims }) {
  const { across, down } = layout(dims);
  const lines = Array.from({ length: down }, () => new Int8Array(across));
  const most = data.reduce((all, value) => Math.max(all, Math.abs(value)), 1e-9);
  const area = dims[1] * dims[2];
  for (let channel = 0; channel < dims[0]; channel++) {
    const [x, y] = corner(dims, channel);
    for (let at = 0; at < area; at++) {
      lines[y + Math.floor(at / dims[2])][x + (at % dims[2])] = Math.round((data[channel * area + at] / most) * STEPS);
    }
  }
  return lines;
}

const digits = (value) => value.toFixed(Math.abs(value) < 10 ? 2 : 1).replace("-", "−").replace(/^−(0\.0+)$/, "$1");
const percent = (share) => `${(share * 100).toFixed(1)}%`;

export function caption({ name, data, dims }, language) {
  const zeros = data.filter((value) => value === 0).length / data.length;
  const size = dims[1] > 1 ? dims.join("×") : `${dims[0]}`;
  const ends = [data.reduce((all, value) => Math.min(all, value), Infinity), data.reduce((all, value) => Math.max(all, value), -Infinity)];
  const words = WORDS[language];
  return words.caption(name || words.image, size, ...ends.map(digits), zeros && name ? percent(zeros) : "");
}

/** softmax of the last row. */
export function chances({ data }) {
  const most = Math.max(...data);
  const powers = Array.from(data, (score) => Math.exp(score - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

export function guess(shares, blank, language) {
  const best = shares.indexOf(Math.max(...shares));
  return blank ? WORDS[language].none : WORDS[language].guess(best, percent(shares[best]));
}

export const bars = (shares) =>
  shares.map((share, digit) => `<tr><th scope="row">${digit}</th><td style="--share:${share.toFixed(3)}">${percent(share)}</td></tr>`).join("");

/** The patches behind one number: where it stands, in the row before, and in the image; each [row, box]. */
export function patches(all, row, cell) {
  const one = cell.map((at) => [at, at + 1]);
  const found = [[row, one]];
  let box = one;
  for (let at = row; at > 0; at--) {
    box = behind(all[at], box, all[at - 1].dims);
    if (at === row || at === 1) found.push([at - 1, box]);
  }
  return found.filter(([at], index) => index < 2 || at !== found[1][0]);
}

/** The same in words. */
export function reading(all, row, cell, language) {
  const words = WORDS[language];
  const { name, data, dims } = all[row];
  const index = dims[1] > 1 ? cell : cell.slice(0, 1);
  const value = data[(cell[0] * dims[1] + cell[1]) * dims[2] + cell[2]];
  const [, before, root] = patches(all, row, cell);
  const span = ([from, below]) => (below - from === 1 ? `${from}` : `${from}–${below - 1}`);
  const say = ([at, box]) => {
    const [channels, height, width] = all[at].dims;
    const whole = box.every(([from, below], axis) => below - from === all[at].dims[axis]);
    if (whole && height * width > 1) return words.all(channels * height * width);
    return height === 1 ? (whole ? words.all(channels) : span(box[0])) : words.box(channels > 1 && span(box[0]), span(box[1]), span(box[2]));
  };
  return [
    words.value(`${name || words.image}[${[0, ...index].join(", ")}]`, value.toFixed(4).replace("-", "−")),
    before ? words.behind(all[before[0]].name || words.image, say(before)) : "",
    root ? words.root(say(root)) : "",
    words.stop,
  ].join("");
}

/** A held-out digit of 28×28 bytes as the network sees it. */
export const real = (bytes, shift = [0, 0]) => placed(Array.from(bytes, (byte) => byte / 255), 28, [2 + shift[0], 2 + shift[1]]);

const THUMB = 28;

/** The picture without scripts, as lines of levels: all rows below each other, then the digits to choose from. */
export function still(model, images) {
  const figure = rows(parse(new Uint8Array(model)), real(images[FIRST])).flatMap(levels);
  const beside = Math.floor(Math.max(...figure.map((line) => line.length)) / THUMB);
  for (let start = 0; start < images.length; start += beside) {
    for (let y = 0; y < THUMB; y++) {
      const line = images.slice(start, start + beside).flatMap((image) => image.slice(y * THUMB, (y + 1) * THUMB));
      figure.push(line.map((byte) => Math.round((byte / 255) * STEPS)));
    }
  }
  return figure.map((line) => Array.from(line));
}

/** A part of that picture, shown in a box as wide as the part: its upper left corner is at [x, y]. */
function crop(full, width, [x, y]) {
  const share = (size) => `${((size / width) * 100).toFixed(3)}%`;
  const left = x ? `margin-left:-${share(x)};` : "";
  return `<img src="{root}assets/live/lenet/lenet-still.png" alt="" loading="lazy" style="width:${share(full)};${left}margin-top:-${share(y)}">`;
}

/** How wide a row is shown, in px, where there is room. */
const WIDE = { 1024: 128, 4704: 519, 1176: 445, 1600: 435, 400: 475, 120: 400, 84: 420, 10: 200 };

/** The whole instrument, as the build writes it into the page, with the model's answers to one digit; {root} is where the site begins. */
export function page(language, model, image, hash) {
  const words = WORDS[language];
  const all = rows(parse(new Uint8Array(model)), real(image));
  const shares = chances(all.at(-1));
  const full = Math.max(...all.map(({ dims }) => layout(dims).across));
  let top = 0;
  const figures = all.map((row, at) => {
    const { across, down } = layout(row.dims);
    const size = `aspect-ratio:${across}/${down};width:${WIDE[row.data.length]}px`;
    const part = crop(full, across, [0, top]);
    top += down;
    return `<figure><div class="map" data-row="${at}" style="${size}">${part}</div><figcaption>${caption(row, language)}</figcaption></figure>`;
  });
  const button = (name, sign, label) => `<button type="button" data-move="${name}" aria-label="${label}">${sign}</button>`;
  const moves = ["-1,0", "1,0", "0,-1", "0,1"].map((by, at) => button(by, "←→↑↓"[at], words.move[at]));
  const beside = Math.floor(full / THUMB);
  const choices = DIGITS.map(([, label], at) => {
    const thumb = crop(full, THUMB, [(at % beside) * THUMB, top + Math.floor(at / beside) * THUMB]);
    return `<button type="button" data-digit="${at}" aria-label="${words.digit(label, at >= RIGHT)}">${thumb}</button>`;
  });
  const bytes = `${model.length}`.replace(/\B(?=(\d{3})+$)/g, ",");
  return [
    `<div class="instrument lenet" data-instrument="lenet" data-search-exclude="1" data-hash="${hash}">`,
    `<form aria-label="${words.controls}"><fieldset disabled>`,
    `<canvas class="pad" width="112" height="112"></canvas>`,
    `<div><button type="button" data-clear="1">${words.clear}</button>${moves.join("")}<label><input type="checkbox" checked>${words.centre}</label></div>`,
    `<p>${words.real}</p><div class="digits">${choices.join("")}</div>`,
    `</fieldset></form>`,
    `<p class="problem" role="alert" data-part="problem"></p>`,
    `<p role="status" data-part="guess">${guess(shares, false, language)}</p>`,
    `<div class="table"><table class="plain"><caption>${words.chances}</caption><tbody data-part="bars">${bars(shares)}</tbody></table></div>`,
    `<p class="hint">${words.hint}</p>`,
    `<p role="status" data-part="reading">${reading(all, 4, [3, 4, 4], language)}</p>`,
    `<div class="rows">${figures.join("")}</div>`,
    `<p class="hint">${words.about('<a href="{root}../downloads/lenet.onnx" download>lenet.onnx</a>', bytes, hash)}</p>`,
    "</div>",
  ].join("\n");
}
