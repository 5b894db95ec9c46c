/*
 * What the numbers of a message about shapes mean. Each kind: a pattern, and what follows from what it captures: causes, the most likely
 * first, as [name, values]. docs/advice.yml has their words. tests/live/test_doctor_shapes.py applies them to networks that torch refused.
 */

export const ints = (text) => (text.match(/-?\d+/g) ?? []).map(Number);
const product = (numbers) => numbers.reduce((all, number) => all * number, 1);
const root = (number) => Math.round(Math.sqrt(number));
const isSquare = (number) => number > 0 && root(number) ** 2 === number;
const tuple = (numbers) => (numbers.length === 1 ? `${numbers[0]}` : `(${numbers.join(", ")})`);
const side = (numbers) => (numbers.every((number) => number === numbers[0]) ? `${numbers[0]}` : tuple(numbers));
const list = (numbers) => `[${numbers.join(", ")}]`;
/** The largest number up to `most` that divides all of them. */
export const divisor = (most, ...numbers) => {
  for (let tried = Math.min(most, ...numbers); tried > 1; tried--) if (numbers.every((number) => number % tried === 0)) return tried;
  return 1;
};

/** Two numbers that are so many square maps: 2304 = 16 × 12 × 12 and 400 = 16 × 5 × 5. */
function maps(one, two) {
  for (let channels = Math.min(1024, one, two); channels > 1; channels--) {
    if (one % channels || two % channels) continue;
    const [first, second] = [one / channels, two / channels];
    if (isSquare(first) && isSquare(second) && first > 1 && second > 1) return { channels, first: root(first), second: root(second) };
  }
  return null;
}

function product_of_matrices([rows, got, want, out]) {
  const causes = [];
  const share = want / got;
  const joined = Number.isInteger(share) && share > 1 && rows % share === 0;
  const square = want % (got * got) === 0;
  const unflattened = ["unflattened", { rows, got, want, share, samples: rows / share }];
  if (joined && square) causes.push(unflattened);
  if (rows === 1 && got > want && got % want === 0) causes.push(["batch-too", { got, want, samples: got / want }]);
  const found = maps(got, want);
  causes.push(found ? ["layer-maps", { got, want, out, ...found }] : ["layer", { got, want, out }]);
  if (joined && !square) causes.push(unflattened);
  if (rows === want && rows !== got) causes.push(["turned", { rows, got }]);
  else if (got === out) causes.push(["weight-turned", { got, want, out }]);
  return causes;
}

function channels(transposed, groups, weight, input, want, got) {
  const d = weight.length - 2;
  const out = transposed ? weight[1] * groups : weight[0];
  const conv = `Conv${transposed ? "Transpose" : ""}${d}d`;
  const sides = input.slice(-d);
  const layer = ["layer", { conv, got, want, out, kernel: side(weight.slice(2)), more: groups > 1 ? `, groups=${groups}` : "" }];
  const first = [], then = [];
  const last = input.at(-1) === want;
  if (last && (d === 1 || input.at(-2) !== want)) first.push(["last", { want, got, from: list(input), place: -d - 1 }]);
  const unbatched = input[0] === 1 && d === 2;
  if (want === 1 && unbatched && got !== 3 && got !== 4) first.push(["batch", { got, height: sides[0], width: sides[1] }]);
  if (d === 2 && want === 1 && (got === 3 || got === 4)) first.push(["colour-to-grey", { got }]);
  if (d === 2 && want === 3 && got === 1) first.push(["grey-to-colour", {}]);
  if (d === 2 && want === 3 && got === 4) first.push(["transparency", {}]);
  if (input[0] === want && want > 1) (want <= 4 && got > 4 ? first : then).push(["swapped", { want, got }]);
  if (want === 1 && unbatched && (got === 3 || got === 4)) then.push(["batch", { got, height: sides[0], width: sides[1] }]);
  const fits = got % groups === 0;
  return [...first, fits ? layer : ["before", { want, got, groups }], ...then];
}

function dimensions(d, shape, weight) {
  const flat = shape.at(-1);
  const [length] = [shape.length];
  if (d === 2 && length <= 2) {
    const wanted = weight?.[1];
    for (const depth of wanted ? [wanted] : [1, 3]) {
      const found = flat / depth;
      if (isSquare(found) && root(found) >= 5 && (length === 1 || shape[0] !== flat))
        return [["flat", { flat, channels: depth, side: root(found) }], ...(length === 2 ? [["one-image", { shape: list(shape) }]] : [])];
    }
    return [["one-image", { shape: list(shape) }]];
  }
  if (length === d + 1 && weight) return weight[1] === shape[0] || weight[1] !== 1 ? [["no-batch", { channels: shape[0] }]] : [["no-channel", { batch: shape[0] }]];
  if (length === d + 3) {
    const one = shape.findIndex((size, at) => size === 1 && at < 3);
    const clip = ["clips", { first: shape[0], second: shape[1] }];
    return one >= 0 ? [["too-many", { at: one }], ...(one === 0 ? [] : [clip])] : [clip];
  }
  if (d === 1 && length === 4) {
    const one = shape.findIndex((size, at) => size === 1 && at > 0 && at < 3);
    return one > 0 ? [["too-many", { at: one }], ["images", {}]] : [["images", {}]];
  }
  if (length === d) return [["one-signal", { shape: list(shape) }]];
  return [];
}

function kernel(input, wanted) {
  const lack = Math.max(...wanted.map((size, at) => size - input[at]));
  const pad = Math.ceil(lack / 2);
  const smaller = wanted.map((size, at) => Math.min(size, input[at]));
  const causes = [["padding", { input: input.join("×"), kernel: wanted.join("×"), lack, pad, ends: 2 * wanted.length }]];
  const narrow = wanted.some((size, at) => size <= input[at]);
  const size = ["kernel", { input: input.join("×"), smaller: side(smaller) }];
  return narrow && Math.min(...input) === 1 ? [size, ...causes] : [...causes, size];
}

function viewed(wanted, count) {
  const known = product(wanted.filter((size) => size !== -1));
  const rest = wanted.slice(1);
  const tail = product(rest.filter((size) => size !== -1));
  if (!wanted.includes(-1) && rest.length && tail && count % tail === 0 && count / tail !== wanted[0]) {
    const now = count / tail;
    const colour = rest.length <= 2 && wanted[0] === 1 && now === 3;
    return [[colour ? "colours" : now < wanted[0] ? "last-batch" : "other-batch", { now, wanted: wanted[0], rest: rest.join(", "), count, tail }]];
  }
  if (wanted.length === 1 || (wanted.length === 2 && wanted[0] === -1)) {
    const width = wanted.at(-1);
    const found = maps(count, width);
    return [[found ? "flatten-maps" : "flatten", { width, count, ...found }]];
  }
  return [["not-divisible", { known, count, shape: list(wanted), rest: count % known }]];
}

function broadcast(a, b, dim) {
  const [large, small] = [Math.max(a, b), Math.min(a, b)];
  const lack = large - small;
  if (dim >= 2) {
    if (small === Math.ceil(large / 2) && large > 2) return [["stride", { large, small }], ...(lack % 2 ? [] : [["padding", { large, small, kernel: lack + 1, pad: lack / 2 }]])];
    if (lack % 2 === 0 && lack <= 10) return [["padding", { large, small, kernel: lack + 1, pad: lack / 2 }], ["resize", { large, small, dim }]];
    return [["resize", { large, small, dim }]];
  }
  if (dim === 1) {
    const channel = ["channels", { a, b }], position = ["positions", { a, b }];
    return a > b && a % b && b >= 16 ? [position, channel] : a > b && b >= 16 ? [channel, position] : [channel];
  }
  if (dim === 0 && a === 4 && b === 3) return [["transparency", {}]];
  return [["batches", { a, b, small }]];
}

function hidden(name, wanted, got) {
  const apart = wanted.map((size, at) => size !== got[at]);
  const zeros = { name, shape: wanted.join(", "), wanted: list(wanted), got: list(got) };
  if (wanted.length !== got.length) return [["made", zeros]];
  if (apart[0] && apart[1] && wanted[0] === got[1] && wanted[1] === got[0]) return [["swapped", zeros], ["made", zeros]];
  if (apart[1] && !apart[0] && !apart[2]) return [["batch", { ...zeros, now: wanted[1], made: got[1] }]];
  if (apart[0] && !apart[1] && !apart[2]) return [["layers", { ...zeros, now: wanted[0], made: got[0] }]];
  if (apart[2] && !apart[0] && !apart[1]) return [["width", { ...zeros, now: wanted[2], made: got[2] }]];
  return [["made", zeros]];
}

function normalized(wanted, shape) {
  const width = wanted.length;
  const layer = ["layer", { now: width === 1 ? `${shape.at(-1)}` : list(shape.slice(-width)), made: list(wanted) }];
  const at = width === 1 ? shape.slice(0, -1).lastIndexOf(wanted[0]) : -1;
  return at > 0 ? [["moved", { made: wanted[0], at, back: at - shape.length }], layer] : at === 0 ? [layer, ["moved", { made: wanted[0], at, back: -shape.length }]] : [layer];
}

function stacked(one, two, at) {
  const shapes = { one: list(one), two: list(two), at };
  if (one.length !== two.length) return [["ranks", shapes]];
  const tail = one.slice(1).every((size, place) => size === two[place + 1]);
  if (one.length >= 3 && tail && [one[0], two[0]].every((depth) => depth === 1 || depth === 3 || depth === 4)) return [["depth", shapes]];
  if (tail && one.length <= 2) return [["lengths", shapes]];
  if (one.length >= 3) return [["sides", { ...shapes, height: one.at(-2), width: one.at(-1) }]];
  return [["ranks", shapes]];
}

/** The line of code that a traceback shows: `nn.Conv2d(6, 10, 3, groups=4)`. */
const inCode = (lines, pattern) => lines.map((each) => pattern.exec(each)).filter(Boolean).at(-1);

const NUMBERS = String.raw`\[+([\d, -]*)\]+`;
export const SIZE = String.raw`(?:torch\.Size\()?\[([\d, -]*)\]\)?`;
export const SHAPES = [
  ["mat1-mat2", /\((\d+) ?x ?(\d+)(?:\)| and |\D{1,12}?)\(?(\d+) ?x ?(\d+)\)/, ([...found]) => product_of_matrices(found.slice(1).map(Number)), /mat1|mat2|shapes/i],
  ["mat1-mat2", /m1: ?\[(\d+) ?x ?(\d+)\], ?m2: ?\[(\d+) ?x ?(\d+)\]/, ([...found]) => product_of_matrices(found.slice(1).map(Number))],
  ["mat1-mat2", /size mismatch, got (\d+), \d+x(\d+),(\d+)/, ([, out, want, got]) => product_of_matrices([1, Number(got), Number(want), Number(out)])],
  [
    "channels",
    new RegExp(String.raw`(groups|transposed)=(\d+).*?${NUMBERS}.*?\[([\d, ]+)\]\D*?(\d+)\D+?(\d+)`),
    ([, kind, number, weight, input, want, got]) => {
      const shape = ints(weight);
      const turned = kind === "transposed";
      const groups = turned ? 1 : Number(number);
      return channels(turned, groups, shape, ints(input), Number(want), Number(got));
    },
    /channel|通道|input\[/i,
  ],
  ["conv-dims", new RegExp(String.raw`(\d)D \(unbatched\).*?conv(\d)d.*?${NUMBERS}`), ([, , d, shape]) => dimensions(Number(d), ints(shape))],
  ["conv-dims", new RegExp(String.raw`Expected (\d)-dimensional input for \d-dimensional weight \[?([\d, ]+)\]?, but got .*?${NUMBERS}`), ([, n, weight, shape]) => dimensions(Number(n) - 2, ints(shape), ints(weight.trim()))],
  ["kernel-size", /\(([\d x]+)\)[^(]*?\(([\d x]+)\)/, ([, input, size]) => kernel(ints(input), ints(size)), /Kernel size|内核|卷积核/],
  ["pool-size", /Given input size: \((\d+)x([\dx]+)\)/, ([, maps, size]) => [["gone", { maps: Number(maps), size: ints(size).join("×"), d: ints(size).length }]]],
  ["invalid-shape", new RegExp(String.raw`(?:shape|size|形状)\D{0,3}\[([\d, x-]+)\].*?(\d+)(?!.*\d)`), ([, wanted, count]) => viewed(ints(wanted.replace(/x/g, ",")), Number(count)), /invalid|无效/],
  ["broadcast", /tensor a \((\d+)\).*?tensor b \((\d+)\).*?dimension (\d+)/, ([, a, b, dim]) => broadcast(Number(a), Number(b), Number(dim))],
  ["broadcast-onto", new RegExp(String.raw`output with shape ${NUMBERS} doesn't match the broadcast shape ${NUMBERS}`), ([, one, two]) => (ints(one)[0] === 1 && ints(two)[0] === 3 ? [["grey", { one: list(ints(one)) }]] : [["grows", { one: list(ints(one)), two: list(ints(two)) }]])],
  ["cat-sizes", /except in dimension (\d+)\. (?:Expected size|Got) (\d+) (?:but got size|and) (\d+)/, ([, dim, one, two]) => [[Math.abs(one - two) === 1 ? "odd" : "resize", { dim: Number(dim), one: Number(one), two: Number(two) }]]],
  ["batchnorm-dims", /expected (\d)D(?: or (\d)D)? input \(got (\d)D input\)/, ([, one, , got]) => (Number(got) === one - 1 ? [["batch", { got }]] : [[`layer`, { got, d: Math.max(1, got - 2) }]])],
  ["one-value", new RegExp(String.raw`Expected more than 1 .*? when training, got input size ${SIZE}`), ([, shape]) => [["single", { shape: list(ints(shape)) }]]],
  ["batchnorm-features", /running_mean should contain (\d+) elements not (\d+)/, ([, now, made]) => [["layer", { now, made }]]],
  ["batchnorm-features", /dim=1 to match num_features \((\d+)\), but got: (\d+)/, ([, made, now]) => [["layer", { now, made }]]],
  ["layernorm", new RegExp(String.raw`normalized_shape=\[([\d, ]+)\].*?input of size ?${NUMBERS}`), ([, wanted, shape]) => normalized(ints(wanted), ints(shape))],
  ["lstm-input", /input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)/, ([, want, got]) => (want === "1" ? [["feature", { got }], ["layer", { want, got }]] : [["layer", { want, got }], ["turned", { want, got }]])],
  ["hidden-size", /Expected (hidden(?:\[\d\])?) size \(([\d, ]+)\), got [[(]([\d, ]+)[\])]/, ([, name, wanted, got]) => hidden(name, ints(wanted), ints(got))],
  ["stack-sizes", new RegExp(String.raw`${NUMBERS} at entry 0 and ${NUMBERS} at entry (\d+)`), ([, one, two, at]) => stacked(ints(one), ints(two), Number(at))],
  ["dim-range", /\[(-\d+), \d+\],? but got (-?\d+)/, ([, low, dim]) => [[dim >= 0 && Number(dim) === -low ? "one-less" : "dims", { dims: -low, dim: Number(dim), last: -low - 1 }]], /imension/],
  ["index-bounds", /index (-?\d+) is out of bounds for (?:dimension|axis) (\d+) with size (\d+)/, ([, index, dim, size]) => [[index === size ? "counted-from-one" : "beyond", { index, dim, size, last: size - 1 }]]],
  ["dropout-p", /between 0 and 1, but got (\d+(?:\.\d+)?)/, ([, p]) => (p > 1 && p <= 100 ? [["percent", { p, part: p / 100 }]] : []), /dropout/],
  ["groups", /num_channels \((\d+)\) must be divisible by num_groups \((\d+)\)/, ([, made, groups]) => [["norm", { channels: made, groups, fits: divisor(Number(groups), Number(made)) }]]],
  ["groups", new RegExp(String.raw`divisible by num_groups, but got input of shape ${NUMBERS} and num_groups=(\d+)`), ([, shape, groups]) => [["norm", { channels: ints(shape)[1], groups, fits: divisor(Number(groups), ints(shape)[1]) }]]],
  [
    "groups",
    /(?:in|out)_channels must be divisible by groups/,
    (_, lines) => {
      const found = inCode(lines, /Conv(?:Transpose)?\dd\((?:in_channels ?= ?)?(\d+), *(?:out_channels ?= ?)?(\d+),?.*?groups ?= ?(\d+)/);
      if (!found) return [];
      const [into, out, groups] = found.slice(1).map(Number);
      return [["conv", { in: into, out, groups, fits: divisor(groups, into, out) }]];
    },
  ],
  [
    "heads",
    /embed_dim must be divisible by num_heads/,
    (_, lines) => {
      const found = inCode(lines, /(?:MultiheadAttention|TransformerEncoderLayer|TransformerDecoderLayer)\((?:embed_dim ?= ?|d_model ?= ?)?(\d+), *(?:num_heads ?= ?|nhead ?= ?)?(\d+)/);
      return found ? [["heads", { width: found[1], heads: found[2], fits: divisor(Number(found[2]), Number(found[1])) }]] : [];
    },
  ],
];
