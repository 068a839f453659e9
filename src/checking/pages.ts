import type { PageFacts } from "../content/pagefacts.ts";
import type { Fault, Section } from "../content/section.ts";
import { brokenLinks, type Targets } from "./links.ts";

/** A page as written, and what was read from it. */
export interface CheckedPage {
  readonly path: string;
  readonly text: string;
  readonly sections: readonly Section[];
  readonly facts: PageFacts | undefined;
}

export const checkPage = (page: CheckedPage, targets: Targets): Fault[] => {
  const lines = page.text.split("\n");
  return [
    ...repeatedHeadings(page),
    ...emptySections(page, lines),
    ...openReferences(page),
    ...brokenLinks(page.path, page.sections, targets),
  ];
};

/** Equal headings under the same parent look the same in answers and in tables of contents. */
function repeatedHeadings({ path, sections }: CheckedPage): Fault[] {
  const seen = new Map<string, number>();
  const above: { level: number; at: number }[] = [];
  return sections.flatMap(({ heading, level, line, anchor }, at) => {
    while ((above.at(-1)?.level ?? 0) >= level) above.pop();
    const key = `${above.at(-1)?.at ?? -1} ${level} ${heading.toLowerCase()}`;
    above.push({ level, at });
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    return first === undefined || anchor === ""
      ? []
      : [{ file: path, line, message: `heading "${heading}" repeats the one on line ${first}; rename one` }];
  });
}

/** Reports headings with nothing below them. A deeper heading or an image counts as something. */
const emptySections = ({ path, sections }: CheckedPage, lines: readonly string[]): Fault[] =>
  sections.flatMap(({ heading, level, line, blocks, anchor }, at) => {
    const next = sections[at + 1];
    const written = lines.slice(line, next === undefined ? lines.length : next.line - 1);
    return anchor !== "" && blocks.length === 0 && (next?.level ?? 0) <= level && written.every(isNothing)
      ? [{ file: path, line, message: `nothing under the heading "${heading}"; add text or remove it` }]
      : [];
  });

/** Blank, a comment, an attribute list, or the underline of a heading. */
const isNothing = (line: string): boolean => /^\s*(?:<!--.*-->|\{:[^}]*\}|=+|-+)?\s*$/.test(line);

const openReferences = ({ path, facts }: CheckedPage): Fault[] =>
  (facts?.openReferences ?? []).map(({ text, name, line }) => ({
    file: path,
    line,
    message: `${text}: no address for [${name}]; add a line "[${name}]: address"`,
  }));
