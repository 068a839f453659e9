import type { Block, Page, Section } from "../../src/content/section.ts";

/**
 * `times` copies of the sections. In each copy but the first, about one word in twenty is replaced by another word of the
 * documentation or gets the number of the copy, so that neither texts nor vocabulary simply repeat.
 */
export function perturbedCopies(sections: readonly Section[], times: number): Section[] {
  const words = [...new Set(sections.flatMap(({ heading }) => heading.split(" ")))];
  return Array.from({ length: times }, (_, copy) =>
    copy === 0 ? [...sections] : copyAll(sections, copy, words),
  ).flat();
}

function copyAll(sections: readonly Section[], copy: number, words: readonly string[]): Section[] {
  const pages = new Map<Page, Page>();
  let state = copy;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const perturb = (text: string): string =>
    text.replace(/[A-Za-z]{4,}/g, (word) => {
      const roll = next() % 200;
      if (roll >= 10) return word;
      return roll === 0 ? `${word}${copy}` : (words[next() % words.length] as string);
    });
  return sections.map((section) => {
    const page = pages.get(section.page) ?? { ...section.page, path: `copy-${copy}/${section.page.path}` };
    pages.set(section.page, page);
    return {
      ...section,
      page,
      heading: perturb(section.heading),
      blocks: section.blocks.map((block) => perturbBlock(block, perturb)),
      links: section.links.map((link) =>
        link.path === undefined ? link : { ...link, path: `copy-${copy}/${link.path}` },
      ),
      askedAs: section.askedAs.map(perturb),
    };
  });
}

function perturbBlock(block: Block, perturb: (text: string) => string): Block {
  switch (block.kind) {
    case "row":
      return { ...block, cells: block.cells.map(perturb) };
    case "prose":
    case "item":
    case "code":
    case "label":
      return { ...block, text: perturb(block.text) };
    default:
      return block satisfies never;
  }
}
