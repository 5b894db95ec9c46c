/* The sections that answer a query, page by page, the best page first. */

const HEAD = 2.4, FULL = 2, PAGE = 0.9, TEXT = 1.1;
const RARE = 20, COVERED = 2;
const UNSAID = 0.5; // a section that explains a word without using it

/**
 * How well each section has an idea: `{ head, share, text, form }`, by the best of its forms, whose worth is `form`. A section that
 * explains it counts as one that has it as its heading.
 */
function having(idea, { places, at }) {
  const found = new Map();
  for (const [phrase, value] of idea.forms)
    for (const [section, { head, share, text }] of places(phrase)) {
      const seen = found.get(section) ?? { head: 0, share: 0, text: 0, form: 0 };
      seen.head = Math.max(seen.head, value * head);
      seen.share = Math.max(seen.share, value * share);
      seen.text = Math.max(seen.text, value * text);
      seen.form = Math.max(seen.form, value * Math.min(1, Math.max(head, text)));
      found.set(section, seen);
    }
  for (const place of idea.see) {
    const section = at.get(place) ?? at.get(place.split("#")[0]); // the id of a page's own title
    if (!section) continue;
    const said = idea.forms.some(([phrase, value]) => value === 1 && places(phrase).has(section)) ? 1 : UNSAID;
    found.set(section, { text: 0, ...found.get(section), head: said, share: said, form: said });
  }
  return found;
}

export function finder(library, read) {
  const { sections } = library;

  return function find(query) {
    const { ideas: asked, fault } = read(query);
    const ideas = asked.map((idea) => ({ ...idea, in: having(idea, library) }));
    for (const idea of ideas) idea.weight *= Math.log2(1 + sections.length / (RARE + (idea.in.size || sections.length / 8)));
    const all = ideas.reduce((sum, { weight, bonus }) => sum + (bonus ? 0 : weight), 0) || 1;
    const found = [];
    for (const section of new Set(ideas.flatMap((idea) => [...idea.in.keys()]))) {
      let score = 0, covered = 0;
      const page = sections[section.page];
      for (const { weight, bonus, in: places } of ideas) {
        const own = places.get(section), above = page === section ? 0 : places.get(page)?.head ?? 0;
        const { head = 0, share = 0, text = 0, form = 0 } = own ?? {};
        const often = text / (text + 0.6 + section.text.length / 1500);
        score += weight * (head * HEAD + share * FULL + above * PAGE + often * TEXT);
        if (!bonus) covered += weight * Math.max(form, 0.6 * above);
      }
      score *= (covered / all) ** COVERED * section.weight;
      if (fault) score *= section.kind === "errors" ? 1.7 : 0.7;
      if (score > 0) found.push({ section, score, ideas: ideas.filter((idea) => idea.in.has(section)) });
    }
    return { ideas, pages: grouped(found) };
  };
}

/** Page by page; a page is as good as its best section, and a little better for each other one. */
export function grouped(found) {
  found.sort((one, two) => two.score - one.score);
  const pages = new Map();
  for (const each of found) {
    const page = pages.get(each.section.page);
    if (page) page.push(each);
    else pages.set(each.section.page, [each]);
  }
  const worth = new Map([...pages.values()].map((page) => [page, page[0].score + 0.15 * (page[1]?.score ?? 0) + 0.08 * (page[2]?.score ?? 0)]));
  return [...worth.keys()].sort((one, two) => worth.get(two) - worth.get(one));
}
