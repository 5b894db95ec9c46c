/* What a visit asks of an open page: `visit.texts(4.5)`. Each answer is data, for tests/browser/checks.py to judge. */
window.visit = (() => {
  /** An element as its reader and its writer find it: what it is, what it says, under which heading. */
  const tell = (element) => {
    const above = [...document.querySelectorAll("article :is(h1, h2, h3, h4)[id]")].filter(
      (heading) => heading === element || heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return {
      tag: [element.localName, ...element.classList].join(".") + (element.id && `#${element.id}`),
      text: element.textContent.trim().split("\n")[0].slice(0, 60),
      section: element.closest("article") ? (above.pop()?.id ?? "") : "",
    };
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (elements) => elements.slice(0, 20).map(tell);

  /** Colours that change by and by have changed. */
  const rest = () => {
    for (const animation of document.getAnimations())
      if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
    return true;
  };

  const open = () => all("article details").forEach((fold) => (fold.open = true));

  const images = () => [...document.images].map((image) => image.currentSrc || image.src);

  /** Scrolls to the end as a reader does, and says where that was: [where it came, where the page ends]. */
  const read = async () => {
    for (let before = -1; scrollY > before; ) {
      before = scrollY;
      scrollBy({ top: 700, behavior: "instant" });
      await new Promise(requestAnimationFrame);
    }
    return [Math.round(scrollY + innerHeight), document.body.scrollHeight];
  };

  /** Whether all has come, the instruments are awake too. */
  const complete = () =>
    document.fonts.status === "loaded" &&
    [...document.images].every((image) => image.complete) &&
    !document.querySelector(".instrument fieldset:disabled");

  /** What has moved so far; `moved` is of the script that runs before the page. */
  const moves = async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return moved;
  };

  const words = () => {
    all("details").forEach((fold) => (fold.open = true));
    const lines = document.querySelector(".md-container").innerText.split("\n");
    return lines.map((line) => line.trim()).filter((line) => line);
  };

  const sideways = () => ({
    broken: broken(),
    width: document.scrollingElement.scrollWidth,
    title: document.querySelector("h1").getBoundingClientRect().y,
    over: told(
      all("article *").filter(
        (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("pre, .table, div.math, .map, .digits"),
      ),
    ),
  });

  /** Cells with a name that is broken inside a word, and headings with one that a line has room for. */
  const broken = () => {
    const found = [];
    for (const code of all("article :is(td code, h1, h2, h3)")) {
      const letters = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      for (let node = letters.nextNode(); node; node = letters.nextNode()) {
        for (const { 0: word, index } of node.data.matchAll(code.localName === "code" ? /[\w.]+/g : /(?<!\S)[a-zA-Z\d]{2,21}(?!\S)/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(code);
        }
      }
    }
    return told([...new Set(found)]);
  };

  const small = (selector, least) => told(all(selector).filter((e) => parseFloat(getComputedStyle(e).fontSize) < least));
  const thumbs = () => {
    const folds = all("article summary");
    return {
      folds: folds.length,
      low: told(folds.filter((fold) => fold.getBoundingClientRect().height < 44)),
      small: small("article :is(p:not(.record), li, summary)", 16).concat(small("article pre > code", 13.5)),
    };
  };

  /** Code that a button stands on. */
  const covered = () =>
    told(
      all("article .md-code__nav")
        .filter((nav) => {
          const letters = document.createRange();
          letters.selectNodeContents(nav.nextElementSibling);
          const { left, right, top, bottom } = nav.getBoundingClientRect();
          const under = (box) =>
            box.width && box.right > left && box.left < right && box.bottom > top + 4 && box.top < bottom - 4;
          return [...letters.getClientRects()].some(under);
        })
        .map((nav) => nav.nextElementSibling),
    );

  /** Texts that stand out too little, also the labels that CSS adds and what stands on a shaded ground: axe cannot judge those. */
  const texts = (least) => {
    const parse = (color) => {
      const numbers = color.match(/[\d.]+/g).map(Number);
      const [r, g, b] = color.startsWith("color(") ? numbers : numbers.map((number) => number / 255);
      return [r, g, b, numbers[3] ?? 1];
    };
    const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const grounds = new Map([[null, [1, 1, 1, 1]]]);
    const ground = (element) => {
      if (!grounds.has(element)) {
        const color = parse(getComputedStyle(element).backgroundColor);
        grounds.set(element, color[3] === 1 ? color : over(color, ground(element.parentElement)));
      }
      return grounds.get(element);
    };
    const opacities = new Map([[null, 1]]);
    const opacity = (element) => {
      if (!opacities.has(element))
        opacities.set(element, getComputedStyle(element).opacity * opacity(element.parentElement));
      return opacities.get(element);
    };
    const light = (color) => {
      const [r, g, b] = color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const found = { count: 0, labels: new Set(), faint: [] };
    const weigh = (element, pseudo, text) => {
      const style = getComputedStyle(element, pseudo);
      let below = ground(element);
      if (pseudo) below = over(parse(style.backgroundColor), below);
      const color = parse(style.color);
      color[3] *= opacity(element) * (pseudo ? style.opacity : 1);
      const value = Math.round(contrast(light(over(color, below)), light(below)) * 100) / 100;
      found.count++;
      if (pseudo) found.labels.add(text.replaceAll('"', ""));
      if (value < least) found.faint.push({ ...tell(element), value, pseudo: pseudo ? `${pseudo} ${text}` : "" });
    };
    for (const element of all("body *")) {
      const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!seen || element.closest("svg, script")) continue;
      const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim());
      if (text.join("")) weigh(element, null, text.join(""));
      for (const pseudo of ["::before", "::after"]) {
        const { content } = getComputedStyle(element, pseudo);
        if (/^".*\S.*"$/.test(content)) weigh(element, pseudo, content);
      }
    }
    return { ...found, labels: [...found.labels], faint: found.faint.slice(0, 20) };
  };

  /** Marks one text of each kind: same letters, in the same colour, on the same grounds. */
  const mark = () => {
    const kinds = {};
    for (const element of all("body *")) {
      element.removeAttribute("data-kind");
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const { color, fontSize, fontWeight, textShadow, textDecorationLine, display } = getComputedStyle(element);
      let kind = [element.localName, color, fontSize, fontWeight, textShadow, textDecorationLine, display];
      kind.push(getComputedStyle(element.parentElement).color);
      for (let e = element; e; e = e.parentElement) {
        const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(e);
        kind.push([backgroundColor, backgroundImage, opacity, filter]);
      }
      kind = kind.join().replaceAll(",rgba(0, 0, 0, 0),none,1,none", "");
      kinds[kind] ??= element;
    }
    Object.values(kinds).forEach((element) => (element.dataset.kind = ""));
  };

  /** What axe finds by these rules, or by all. Colours are asked of one text of each kind, or of each text. */
  const axes = async (rules, each) => {
    mark();
    const kind = each ? "" : "[data-kind]";
    const colours = { "color-contrast": `*${kind}`, "link-in-text-block": `a[href]${kind}` };
    axe.configure({ rules: Object.entries(colours).map(([id, selector]) => ({ id, selector })) });
    const runOnly = rules === "colours" ? { runOnly: Object.keys(colours) } : {};
    const options = { resultTypes: ["violations"], preload: false, iframes: false, ...runOnly };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 20).map(({ target }) => ({ ...tell(document.querySelector(target)), id, help })),
    );
  };

  const elements = () => all("*").length;

  return { open, rest, images, read, complete, moves, words, sideways, thumbs, covered, texts, axes, elements };
})();
