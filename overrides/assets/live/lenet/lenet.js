/* Wakes the live LeNet: fetches the model and the digits, and runs what is drawn, chosen and moved through lenet-view.js. */

import { SIDE, blank, centred, draw, shrunk } from "./digit.js";
import { ModelError, parse } from "./onnx.js";
import {
  BLUE, FIRST, ORANGE, STEPS, bars, caption, chances, corner, guess, layout, levels, patches, problem, reading, real, rows, under, words,
} from "./lenet-view.js"; // prettier-ignore

const MODEL = new URL("../../../../downloads/lenet.onnx", import.meta.url);
const SAMPLES = new URL("lenet-digits.bin", import.meta.url);
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CELL = 28 * 28;

async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new ModelError("fetch", `${response.status} ${url.pathname}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The model, if it is the file that the page names. Browsers compute hashes at secure addresses only. */
async function loadModel(hash) {
  const bytes = await load(MODEL);
  const model = parse(bytes);
  if (!crypto.subtle) return model;
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("") !== hash) throw new ModelError("changed");
  return model;
}

/** Lines of levels onto a canvas of their size. */
function paint(canvas, lines) {
  canvas.width = lines[0].length;
  canvas.height = lines.length;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  lines.forEach((line, y) => line.forEach((level, x) => image.data.set([...(level < 0 ? BLUE : ORANGE), (Math.abs(level) / STEPS) * 255], (y * canvas.width + x) * 4)));
  context.putImageData(image, 0, 0);
}

const lines = (data, width, height) => Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => Math.round(data[y * width + x] * STEPS)));

export async function wake(root, language) {
  const say = words(language);
  const part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((element) => [element.dataset.part, element]));
  const pad = root.querySelector(".pad");
  const centre = root.querySelector("[type=checkbox]");
  const maps = [...root.querySelectorAll(".map")];
  const choices = [...root.querySelectorAll("[data-digit]")];
  let [model, samples] = [];
  try {
    [model, samples] = await Promise.all([loadModel(root.dataset.hash), load(SAMPLES)]);
  } catch (error) {
    part.problem.textContent = problem(error, language);
    return;
  }
  let ink = blank();
  let chosen = FIRST;
  let shift = [0, 0];
  let pen = null;
  let at = { row: 4, cell: [3, 4, 4] };
  let all = [];
  let waiting = false;

  const sample = (index) => samples.subarray(index * CELL, (index + 1) * CELL);
  const light = (index) => Array.from(sample(index), (byte) => byte / 255);

  function image() {
    if (chosen !== null) return real(sample(chosen), centre.checked ? [0, 0] : shift);
    return centre.checked ? centred(ink) : shrunk(ink, shift);
  }

  /** What is on the sheet, where it was moved to, with the pen of the keyboard. */
  function paintPad() {
    const seen = new Float32Array(SIDE * SIDE);
    const scale = SIDE / 28;
    const digit = chosen === null ? null : light(chosen);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const [left, top] = [x - shift[0] * scale, y - shift[1] * scale];
        if (left < 0 || top < 0 || left >= SIDE || top >= SIDE) continue;
        seen[y * SIDE + x] = digit ? digit[Math.floor(top / scale) * 28 + Math.floor(left / scale)] : ink[top * SIDE + left];
      }
    }
    paint(pad, lines(seen, SIDE, SIDE));
    if (!pen) return;
    const context = pad.getContext("2d");
    context.strokeStyle = `rgb(${BLUE})`;
    context.lineWidth = pen.down ? 4 : 2;
    context.beginPath();
    context.arc(...pen.at, 6, 0, 7);
    context.stroke();
  }

  function frame() {
    root.querySelectorAll(".map i").forEach((old) => old.remove());
    for (const [row, [channels, down, across]] of patches(all, at.row, at.cell)) {
      const { dims } = all[row];
      const size = layout(dims);
      const whole = channels[1] - channels[0] === dims[0] && dims[0] > 6;
      for (let channel = channels[0]; channel < (whole ? channels[0] + 1 : channels[1]); channel++) {
        const [x, y] = whole ? [0, 0] : corner(dims, channel);
        const [width, height] = whole ? [size.across, size.down] : [across[1] - across[0], down[1] - down[0]];
        const [left, top] = whole ? [0, 0] : [x + across[0], y + down[0]];
        const mark = document.createElement("i");
        const share = { left: left / size.across, top: top / size.down, width: width / size.across, height: height / size.down };
        for (const [side, part] of Object.entries(share)) mark.style[side] = `${part * 100}%`;
        maps[row].append(mark);
      }
    }
    part.reading.textContent = reading(all, at.row, at.cell, language);
  }

  function show() {
    waiting = false;
    all = rows(model, image());
    all.forEach((row, index) => {
      paint(maps[index].querySelector("canvas"), levels(row));
      maps[index].nextElementSibling.textContent = caption(row, language);
    });
    const shares = chances(all.at(-1));
    const answer = guess(shares, !all[0].data.some(Boolean), language);
    part.guess.textContent = pen ? `${say.pen(pen.down, ...pen.at)} ${answer}` : answer;
    part.bars.innerHTML = bars(shares);
    choices.forEach((button, index) => (button.ariaPressed = index === chosen));
    paintPad();
    frame();
  }

  /** One run a frame, however fast the pen is. */
  function later() {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  }

  function stroke(from, to) {
    if (chosen !== null) clear();
    const moved = (point) => point.map((value, axis) => value - (shift[axis] * SIDE) / 28);
    draw(ink, moved(from), moved(to));
    later();
  }

  function clear() {
    [ink, chosen, shift] = [blank(), null, [0, 0]];
    later();
  }

  // The sheet
  let last = null;
  const point = (event) => {
    const box = pad.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * SIDE, ((event.clientY - box.top) / box.height) * SIDE];
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    pen = null;
    last = point(event);
    stroke(last, last);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) {
      const next = point(each);
      stroke(last, next);
      last = next;
    }
  });
  for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => (last = null));
  pad.addEventListener("keydown", (event) => {
    const move = ARROWS[event.key];
    if (!move && event.key !== " ") return;
    event.preventDefault();
    pen ??= { at: [SIDE / 2, SIDE / 4], down: false };
    if (!move) pen.down = !pen.down;
    const from = pen.at;
    pen.at = from.map((value, axis) => Math.max(4, Math.min(SIDE - 4, value + (move?.[axis] ?? 0) * 4)));
    if (pen.down) stroke(from, pen.at);
    later();
  });
  pad.addEventListener("blur", () => {
    pen = null;
    later();
  });

  // What to do with it
  root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  root.querySelector("form").addEventListener("click", ({ target }) => {
    const { digit, move, clear: wipe } = target.closest("button")?.dataset ?? {};
    if (wipe) clear();
    if (digit) [chosen, shift] = [Number(digit), [0, 0]];
    if (move) shift = move.split(",").map((by, axis) => Math.max(-14, Math.min(14, shift[axis] + Number(by))));
    later();
  });
  centre.addEventListener("change", later);

  // What a number is made of
  const look = (row, cell) => {
    at = { row, cell };
    frame();
  };
  maps.forEach((map, row) => {
    map.append(document.createElement("canvas"));
    map.querySelector("img").remove();
    const name = map.nextElementSibling.textContent.split(/[:：]/)[0];
    Object.assign(map, { tabIndex: 0, role: "application", ariaLabel: say.map(name) });
    const over = (event) => {
      const box = map.getBoundingClientRect();
      const { across, down } = layout(all[row].dims);
      const [x, y] = [((event.clientX - box.left) / box.width) * across, ((event.clientY - box.top) / box.height) * down].map(Math.floor);
      const cell = x >= 0 && y >= 0 && x < across && y < down && under(all[row].dims, x, y);
      if (cell) look(row, cell);
    };
    map.addEventListener("pointermove", over);
    map.addEventListener("pointerdown", over);
    map.addEventListener("keydown", (event) => {
      const page = { PageUp: -1, PageDown: 1 }[event.key] ?? 0;
      const [x, y] = ARROWS[event.key] ?? [0, 0];
      if (!page && !x && !y) return;
      event.preventDefault();
      const { dims } = all[row];
      const cell = at.row === row ? at.cell : [0, 0, 0];
      const by = dims[1] > 1 ? [page, y, x] : [page + x + y * layout(dims).beside, 0, 0];
      look(row, cell.map((value, axis) => Math.max(0, Math.min(dims[axis] - 1, value + by[axis]))));
    });
  });

  Object.assign(pad, { tabIndex: 0, role: "application", ariaLabel: say.pad });
  show();
  root.querySelector("fieldset").disabled = false;
}
