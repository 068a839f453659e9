import type { Block, Section } from "../content/section.ts";
import { sectionKey } from "../content/section.ts";
import type { Field } from "./fields.ts";
import { HAS } from "./index.ts";
import type { RaggedBuilder } from "./ragged.ts";
import { tokenize } from "./terms.ts";
import { unitsOf } from "./units.ts";

/** Numbers the terms in order of first appearance, and counts the words as written, for spelling correction. */
export class Vocabulary {
  readonly ids = new Map<string, number>();
  readonly words = new Map<string, number>();

  /** The numbers of the terms of a text, in order. */
  read(text: string): number[] {
    return tokenize(text).map(({ word, term, role }) => {
      if (role !== "whole" && word.length >= 3) this.words.set(word, (this.words.get(word) ?? 0) + 1);
      let id = this.ids.get(term);
      if (id === undefined) {
        id = this.ids.size;
        this.ids.set(term, id);
      }
      return id;
    });
  }
}

/** The text fields of a section, except its blocks. */
export function headTexts(section: Section): { heading: string; crumbs: string; labels: string } {
  return {
    heading: section.heading,
    crumbs: section.breadcrumb.slice(1, -1).join(" . "),
    labels: [...section.badges, ...labelsOf(section.blocks)].join(" . "),
  };
}

function labelsOf(blocks: readonly Block[]): string[] {
  const labels: string[] = [];
  let header: readonly string[] | undefined;
  for (const block of blocks) {
    if (block.kind === "label") labels.push(block.text);
    if (block.kind === "row" && block.header !== header) {
      header = block.header;
      labels.push(...header);
    }
  }
  return labels;
}

export interface UnitColumns {
  readonly ofSection: number[];
  readonly terms: RaggedBuilder;
  readonly block: number[];
  readonly from: number[];
  readonly to: number[];
  readonly isCode: number[];
}

/** Adds the section's units to `columns` and returns the number of their terms. */
export function collectUnits(section: Section, columns: UnitColumns, vocabulary: Vocabulary): number {
  let length = 0;
  for (const unit of unitsOf(section.blocks)) {
    const block = section.blocks[unit.block] as Block;
    const text = block.kind === "row" ? block.cells.join(" ") : block.text.slice(unit.from, unit.to);
    const terms = vocabulary.read(text);
    length += terms.length;
    columns.terms.row(terms);
    columns.block.push(unit.block);
    columns.from.push(unit.from);
    columns.to.push(unit.to);
    columns.isCode.push(block.kind === "code" ? 1 : 0);
  }
  columns.ofSection.push(columns.block.length);
  return length;
}

export function flagsOf(section: Section): number {
  let flags = section.badges.length > 0 ? HAS.badge : 0;
  for (const block of section.blocks) {
    if (block.kind === "code") flags |= HAS.code;
    else if (block.kind === "row") flags |= HAS.table;
    else if (block.kind === "prose") flags |= HAS.prose;
    else if (block.kind === "item") flags |= /\d/.test(block.marker) ? HAS.ordered : HAS.list;
  }
  return flags;
}

/** By section: the texts of links to it from other sections. A link without an anchor leads to the first section of its page. */
export function incomingLinks(sections: readonly Section[]): Map<number, string[]> {
  const targets = new Map<string, number>();
  sections.forEach((section, at) => {
    const key = `${section.page.source} ${sectionKey(section.page.path, section.anchor)}`;
    const top = `${section.page.source} ${sectionKey(section.page.path, "")}`;
    if (!targets.has(top)) targets.set(top, at);
    if (!targets.has(key)) targets.set(key, at);
  });
  const incoming = new Map<number, string[]>();
  sections.forEach((section, from) => {
    for (const link of section.links) {
      if (link.path === undefined) continue;
      const to = targets.get(`${section.page.source} ${sectionKey(link.path, link.anchor ?? "")}`);
      if (to === undefined || to === from) continue;
      const texts = incoming.get(to);
      if (texts) texts.push(link.text);
      else incoming.set(to, [link.text]);
    }
  });
  return incoming;
}

/** By section: the headings of its direct subsections. */
export function childHeadings(sections: readonly Section[]): string[][] {
  const children: string[][] = sections.map(() => []);
  const above: { page: unknown; level: number; at: number }[] = [];
  sections.forEach((section, at) => {
    while (above.length > 0 && (above.at(-1)?.page !== section.page || (above.at(-1)?.level ?? 0) >= section.level))
      above.pop();
    const parent = above.at(-1);
    if (parent) children[parent.at]?.push(section.heading);
    above.push({ page: section.page, level: section.level, at });
  });
  return children;
}

export type FieldBuilders = { readonly [field in Exclude<Field, "body" | "code">]: RaggedBuilder };
