import type { Block, Section } from "../content/section.ts";
import type { SearchIndex } from "./index.ts";
import type { Matcher } from "./match.ts";
import { tokenize } from "./terms.ts";
import { type Asked, leadsOn, type Piece, readPieces, valuePieces } from "./unitvalue.ts";

/** A contiguous run of a section's rendered text. `marks` are the decisive words, as offsets into `text`. */
export interface Run {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** One shown piece of a section, in document order. `gap`: something between it and the piece before was left out. */
export type Part =
  | ({ readonly kind: "prose" | "label"; readonly gap: boolean } & Run)
  | ({ readonly kind: "item"; readonly gap: boolean; readonly marker: string; readonly depth: number } & Run)
  | {
      readonly kind: "code";
      readonly gap: boolean;
      readonly text: string;
      readonly language: string;
      readonly label: string;
    }
  | { readonly kind: "row"; readonly gap: boolean; readonly header: readonly string[]; readonly cells: readonly Run[] };

/** Characters of one card, about. */
export const CARD = 400;
/** The most that a card may have: the best section's, and a single piece that is longer than a card. */
export const LONGEST_CARD = 1.2 * CARD;
/** How far a short piece is preferred to a long one of the same value: 0 not at all, 1 value per character. Measured, see docs. */
const THRIFT = 0.25;
/** How far a piece beside a chosen one is preferred: as many answers are shown, with a quarter fewer gaps. Measured, see docs. */
const COHESION = 0.3;
/** Characters that are not worth filling. */
const LEAST = 30;
const LONGEST_LEAD = 160;
/** Characters from which what leads on may stand alone. */
const SHORTEST_ALONE = 40;

/**
 * Chooses what to show of a section: the units most likely to answer, in document order, within about `budget` characters.
 * The text that leads into a chosen unit ("... as follows:") comes with it.
 */
export function chooseExcerpt(
  number: number,
  section: Section,
  asked: Asked,
  index: SearchIndex,
  budget = CARD,
): Part[] {
  const pieces = readPieces(number, section, index);
  const values = valuePieces(pieces, number, section, asked, index);
  return toParts(fill(pieces, values, section.blocks, budget), section.blocks, asked.matcher, index);
}

/** Takes pieces by value for as long as they fit; a label or a short lead-in ("In Scala:") comes only with what follows it. */
function fill(pieces: readonly Piece[], values: readonly number[], blocks: readonly Block[], budget: number): Piece[] {
  const chosen = new Set<number>();
  const open = new Set([...pieces.keys()].filter((at) => saysSomething(pieces[at] as Piece, blocks)));
  const lowest = Math.min(0, ...values);
  const worth = pieces.map(({ size }, at) => ((values[at] as number) - lowest) / size ** THRIFT);
  const order = [...open].sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b);
  let left = budget;
  while (left >= LEAST) {
    while (order[0] !== undefined && !open.has(order[0])) order.shift();
    const beside = [...chosen].flatMap((at) => [at - 1, at + 1]).filter((at) => open.has(at));
    const at = bestOf([...beside, ...order.slice(0, 1)], worth, beside);
    if (at === undefined) break;
    const piece = pieces[at] as Piece;
    const lead = chosen.has(at - 1) ? undefined : leadOf(at, pieces, blocks);
    const size = piece.size + (lead?.size ?? 0) + headerSize(piece, blocks);
    open.delete(at);
    if (size > left && chosen.size > 0) continue;
    chosen.add(at);
    if (lead && size <= left) {
      open.delete(at - 1);
      chosen.add(at - 1);
    }
    left -= size;
  }
  return [...chosen].sort((a, b) => a - b).map((at) => cut(pieces[at] as Piece, blocks, budget));
}

const saysSomething = (piece: Piece, blocks: readonly Block[]): boolean =>
  blocks[piece.block]?.kind !== "label" && (piece.size >= SHORTEST_ALONE || !leadsOn(piece, blocks));

/** Ties go to what stands first. */
function bestOf(
  candidates: readonly number[],
  worth: readonly number[],
  beside: readonly number[],
): number | undefined {
  const valueAt = (at: number): number => (worth[at] as number) * (beside.includes(at) ? 1 + COHESION : 1);
  return candidates.toSorted((a, b) => valueAt(b) - valueAt(a) || a - b)[0];
}

/** What announces a piece, where it is short enough to come along. */
function leadOf(at: number, pieces: readonly Piece[], blocks: readonly Block[]): Piece | undefined {
  const before = pieces[at - 1];
  return before && before.size < LONGEST_LEAD && leadsOn(before, blocks) ? before : undefined;
}

const headerSize = (piece: Piece, blocks: readonly Block[]): number => {
  const block = blocks[piece.block] as Block;
  return block.kind === "row" ? block.header.join(" | ").length : 0;
};

/** A single piece longer than the whole card is cut at a line end or a word's end. */
function cut(piece: Piece, blocks: readonly Block[], budget: number): Piece {
  const block = blocks[piece.block] as Block;
  if (piece.to - piece.from <= LONGEST_CARD || block.kind === "row") return piece;
  const text = block.text.slice(piece.from, piece.from + budget);
  const end = Math.max(block.kind === "code" ? text.lastIndexOf("\n") : text.lastIndexOf(" "), 1);
  return { ...piece, to: piece.from + (end > budget / 3 ? end : budget) };
}

/** Neighbouring pieces of one block grow together again; everything else is joined with a gap. */
function toParts(pieces: readonly Piece[], blocks: readonly Block[], matcher: Matcher, index: SearchIndex): Part[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last && last.block === piece.block && isNext(last, piece, blocks))
      merged[merged.length - 1] = { ...last, to: piece.to };
    else merged.push(piece);
  }
  let header: readonly string[] | undefined;
  return merged.map((piece, at) => {
    const block = blocks[piece.block] as Block;
    const before = merged[at - 1];
    const gap = before !== undefined && !follows(before, piece, blocks);
    if (block.kind === "row") {
      const shown = block.header.join("\n") === header?.join("\n") ? [] : block.header;
      header = block.header;
      return { kind: "row", gap, header: shown, cells: block.cells.map((cell) => mark(cell, matcher, index)) };
    }
    const text = block.text.slice(piece.from, piece.to);
    if (block.kind === "code")
      return { kind: "code", gap, text: outdent(text), language: block.language, label: block.label };
    const run = mark(text, matcher, index);
    if (block.kind === "item")
      return { kind: "item", gap, marker: piece.from === 0 ? block.marker : "", depth: block.depth, ...run };
    return { kind: block.kind, gap, ...run };
  });
}

/** Without the indentation that all lines share. */
function outdent(code: string): string {
  const lines = code.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return shared > 0 && Number.isFinite(shared) ? lines.map((line) => line.slice(shared)).join("\n") : code;
}

/** Only white space lies between the two, in the same block. */
const isNext = (left: Piece, right: Piece, blocks: readonly Block[]): boolean => {
  const block = blocks[left.block] as Block;
  return block.kind !== "row" && block.text.slice(left.to, right.from).trim() === "";
};

/** Nothing of the section's text lies between the two. */
function follows(left: Piece, right: Piece, blocks: readonly Block[]): boolean {
  const end = blocks[left.block] as Block;
  const length = end.kind === "row" ? left.to : end.text.length;
  if (left.block === right.block) return isNext(left, right, blocks);
  return right.block === left.block + 1 && left.to >= length && right.from === 0;
}

function mark(text: string, matcher: Matcher, index: SearchIndex): Run {
  const marks: [number, number][] = [];
  let from = 0;
  const lower = text.toLowerCase();
  for (const { word, term, role } of tokenize(text)) {
    if (role === "part") continue;
    const at = lower.indexOf(word, from);
    if (at < 0) continue;
    const id = index.termIds.get(term);
    if (id !== undefined && matcher.slotOf[id] !== 0) marks.push([at, at + word.length]);
    from = at + word.length;
  }
  return { text, marks };
}
