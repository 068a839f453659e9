import type { Page, Section } from "../content/section.ts";
import {
  childHeadings,
  collectUnits,
  type FieldBuilders,
  flagsOf,
  headTexts,
  incomingLinks,
  type UnitColumns,
  Vocabulary,
} from "./collect.ts";
import type { SearchIndex } from "./index.ts";
import { invert } from "./invert.ts";
import { RaggedBuilder } from "./ragged.ts";

/** Indexes all sections. The sections of a page must be next to each other. */
export function buildIndex(sections: readonly Section[]): SearchIndex {
  const vocabulary = new Vocabulary();
  const fields = emptyFields();
  const units: UnitColumns = { ofSection: [0], terms: new RaggedBuilder(), block: [], from: [], to: [], isCode: [] };
  const phrases = { ofSection: new RaggedBuilder(), terms: new RaggedBuilder(), count: 0 };
  const facts = { page: [] as number[], pageStart: [] as number[], length: [] as number[] };
  const incoming = incomingLinks(sections);
  const children = childHeadings(sections);
  let page: Page | undefined;
  sections.forEach((section, at) => {
    if (section.page !== page) {
      page = section.page;
      facts.pageStart.push(at);
      collectPage(page, fields, vocabulary);
    }
    facts.page.push(facts.pageStart.length - 1);
    const head = headTexts(section);
    fields.heading.row(vocabulary.read(head.heading));
    fields.crumbs.row(vocabulary.read(head.crumbs));
    fields.labels.row(vocabulary.read(head.labels));
    fields.children.row(vocabulary.read(children[at]?.join(" . ") ?? ""));
    fields.anchors.row(vocabulary.read(incoming.get(at)?.join(" . ") ?? ""));
    collectPhrases(section.askedAs, phrases, fields.asked, vocabulary);
    facts.length.push(collectUnits(section, units, vocabulary));
  });
  facts.pageStart.push(sections.length);
  const forward = {
    fields: finishAll(fields),
    units: finishUnits(units),
    sections: {
      page: Uint32Array.from(facts.page),
      pageStart: Uint32Array.from(facts.pageStart),
      level: Uint8Array.from(sections, (section) => section.level),
      flags: Uint8Array.from(sections, flagsOf),
      inLinks: Uint32Array.from(sections, (_, at) => incoming.get(at)?.length ?? 0),
      length: Uint32Array.from(facts.length),
    },
  };
  return {
    vocabulary: [...vocabulary.ids.keys()],
    termIds: vocabulary.ids,
    ...forward,
    ...invert(forward, vocabulary.ids.size),
    phrases: { ofSection: phrases.ofSection.finish(), terms: phrases.terms.finish() },
    words: [...vocabulary.words.keys()],
    wordCounts: Uint32Array.from(vocabulary.words.values()),
  };
}

const emptyFields = (): FieldBuilders => ({
  heading: new RaggedBuilder(),
  crumbs: new RaggedBuilder(),
  labels: new RaggedBuilder(),
  children: new RaggedBuilder(),
  anchors: new RaggedBuilder(),
  asked: new RaggedBuilder(),
  title: new RaggedBuilder(),
  path: new RaggedBuilder(),
  description: new RaggedBuilder(),
});

const finishUnits = (units: UnitColumns): SearchIndex["units"] => ({
  ofSection: Uint32Array.from(units.ofSection),
  terms: units.terms.finish(),
  block: Uint32Array.from(units.block),
  from: Uint32Array.from(units.from),
  to: Uint32Array.from(units.to),
  isCode: Uint8Array.from(units.isCode),
});

function collectPage(page: Page, fields: FieldBuilders, vocabulary: Vocabulary): void {
  fields.title.row(vocabulary.read(page.title));
  fields.path.row(
    vocabulary.read(`${page.path.replace(/\.\w+$/, "").replaceAll("/", " / ")} . ${page.nav.join(" . ")}`),
  );
  fields.description.row(vocabulary.read(page.description));
}

function collectPhrases(
  askedAs: readonly string[],
  phrases: { ofSection: RaggedBuilder; terms: RaggedBuilder; count: number },
  asked: RaggedBuilder,
  vocabulary: Vocabulary,
): void {
  const rows = askedAs.map((phrase) => vocabulary.read(phrase));
  for (const row of rows) {
    phrases.terms.row(row);
    phrases.ofSection.push(phrases.count++);
  }
  phrases.ofSection.end();
  asked.row(rows.flat());
}

const finishAll = (fields: FieldBuilders): SearchIndex["fields"] =>
  Object.fromEntries(
    Object.entries(fields).map(([name, builder]) => [name, builder.finish()]),
  ) as unknown as SearchIndex["fields"];
