/* From ink to the 32×32 image that the network was trained on. Pure functions; ink is SIDE×SIDE numbers, 0 paper to 1 ink. */

export const SIDE = 112;
const BOX = 20;
const INPUT = 32;

export const blank = () => new Float32Array(SIDE * SIDE);

/** Draw a line from one point to another, [x, y], with a round pen. */
export function draw(ink, [x0, y0], [x1, y1], radius = 4.5) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy || 1;
  const reach = Math.ceil(radius + 1);
  const limit = (value) => Math.max(0, Math.min(SIDE - 1, value));
  for (let y = limit(Math.floor(Math.min(y0, y1)) - reach); y <= limit(Math.ceil(Math.max(y0, y1)) + reach); y++) {
    for (let x = limit(Math.floor(Math.min(x0, x1)) - reach); x <= limit(Math.ceil(Math.max(x0, x1)) + reach); x++) {
      const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
      const distance = Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
      const at = y * SIDE + x;
      ink[at] = Math.max(ink[at], Math.min(1, radius + 0.5 - distance));
    }
  }
}

/** The smallest box with all of the ink, [left, top, right, bottom], the last two not in it; null for a blank sheet. */
export function bounds(ink) {
  let [left, top, right, bottom] = [SIDE, SIDE, 0, 0];
  ink.forEach((value, at) => {
    if (value < 0.05) return;
    const x = at % SIDE;
    const y = (at - x) / SIDE;
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
  });
  return right ? [left, top, right, bottom] : null;
}

/** Part of the ink, made width×height: each new pixel is the mean of what it covers. */
function resized(ink, [left, top, right, bottom], width, height) {
  const small = new Float32Array(width * height);
  const [across, down] = [(right - left) / width, (bottom - top) / height];
  for (let at = 0; at < small.length; at++) {
    const [x0, y0] = [left + (at % width) * across, top + Math.floor(at / width) * down];
    let sum = 0;
    for (let y = Math.floor(y0); y < y0 + down; y++) {
      const tall = Math.min(y + 1, y0 + down) - Math.max(y, y0);
      for (let x = Math.floor(x0); x < x0 + across; x++) {
        const wide = Math.min(x + 1, x0 + across) - Math.max(x, x0);
        if (tall > 0 && wide > 0) sum += tall * wide * (ink[y * SIDE + x] ?? 0);
      }
    }
    small[at] = sum / (across * down);
  }
  return small;
}

/** A small picture on the 32×32 of the network, its upper left corner at [x, y]; what lies outside is cut off. */
export function placed(picture, width, [left, top]) {
  const image = new Float32Array(INPUT * INPUT);
  picture.forEach((value, at) => {
    const [x, y] = [left + (at % width), top + Math.floor(at / width)];
    if (x >= 0 && x < INPUT && y >= 0 && y < INPUT) image[y * INPUT + x] = value;
  });
  return image;
}

/** As the authors of MNIST did it: the longer side of the ink becomes 20 pixels, its centre of mass the centre of the image. */
export function centred(ink) {
  const box = bounds(ink);
  if (!box) return new Float32Array(INPUT * INPUT);
  const sides = [box[2] - box[0], box[3] - box[1]];
  const [width, height] = sides.map((side) => Math.max(1, Math.round((side * BOX) / Math.max(...sides))));
  const small = resized(ink, box, width, height);
  let [mass, x, y] = [0, 0, 0];
  small.forEach((value, at) => {
    mass += value;
    x += value * (at % width);
    y += value * Math.floor(at / width);
  });
  const middle = (INPUT - 1) / 2;
  return placed(small, width, [Math.round(middle - x / mass), Math.round(middle - y / mass)]);
}

/** The sheet as it is, shrunk to 28×28, and shifted by [x, y] pixels. */
export const shrunk = (ink, [x, y]) => placed(resized(ink, [0, 0, SIDE, SIDE], 28, 28), 28, [2 + x, 2 + y]);
