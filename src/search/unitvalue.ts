import type { Block, Section } from "../content/section.ts";
import { RESTRICTS } from "../language/english/words.ts";
import { readTokens } from "../language/tokens.ts";
import type { SearchIndex } from "./index.ts";
import type { Wants } from "./intent.ts";
import type { Matcher } from "./match.ts";

/** A unit of a section that can be shown. */
export interface Piece {
  readonly unit: number;
  readonly block: number;
  readonly from: number;
  readonly to: number;
  /** Characters, with the line end. */
  readonly size: number;
}

/** The showable pieces of a section, in order. */
export function readPieces(number: number, section: Section, { units }: SearchIndex): Piece[] {
  const pieces: Piece[] = [];
  for (let unit = units.ofSection[number] as number; unit < (units.ofSection[number + 1] as number); unit++) {
    const [from, to] = [units.from[unit] as number, units.to[unit] as number];
    const block = units.block[unit] as number;
    if (section.blocks[block] !== undefined && to > from) pieces.push({ unit, block, from, to, size: to - from + 1 });
  }
  return pieces;
}

/** True where the piece announces what follows it: "… as follows:", or a tab's label. */
export const leadsOn = (piece: Piece, blocks: readonly Block[]): boolean => {
  const block = blocks[piece.block] as Block;
  return (
    block.kind === "label" ||
    (block.kind !== "code" && block.kind !== "row" && block.text.slice(0, piece.to).endsWith(":"))
  );
};

export interface Asked {
  readonly matcher: Matcher;
  readonly wants: Wants;
}

/** What speaks for showing a piece, as shares of the question; set by hand in coarse steps, measured in docs/search-quality.md. */
const WORTH = {
  own: 0.3,
  /** Words that the heading above does not say already. */
  beyondHeading: 0.7,
  early: 0.25,
  codeMatch: -0.2,
  label: -0.3,
  short: -0.1,
  /** A number where a number was asked for; a "not" or "only" where a verdict was. */
  figure: 0.1,
  negation: 0.05,
} as const;
const SHORT = 40;
const restricts = (shown: string): boolean => readTokens(shown).some(({ norm }) => RESTRICTS.has(norm));

/** What each piece of a section is worth showing for the question. A piece inherits from what leads into it. */
export function valuePieces(
  pieces: readonly Piece[],
  number: number,
  section: Section,
  { wants, matcher }: Asked,
  index: SearchIndex,
): number[] {
  const inHeading = new Float32Array(matcher.concepts);
  matcher.match(index.fields.heading, number, inHeading);
  const row = new Float32Array(matcher.concepts);
  let carried = 0;
  return pieces.map((piece, at) => {
    const block = section.blocks[piece.block] as Block;
    const shown = block.kind === "row" ? block.cells.join(" ") : block.text.slice(piece.from, piece.to);
    const found = matcher.match(index.units.terms, piece.unit, row) > 0;
    const own = found ? matcher.share(row) : 0;
    const beyond = found ? matcher.share(row.map((match, concept) => match * (1 - (inHeading[concept] as number)))) : 0;
    const value =
      carried +
      WORTH.own * own +
      WORTH.beyondHeading * beyond +
      WORTH.early / (1 + at) +
      (block.kind === "code" ? WORTH.codeMatch * own : 0) +
      (block.kind === "label" ? WORTH.label : 0) +
      (piece.size < SHORT ? WORTH.short : 0) +
      (wants.figure && /\d/.test(shown) ? WORTH.figure : 0) +
      (wants.verdict && restricts(shown) ? WORTH.negation : 0);
    carried = (own + carried) * (leadsOn(piece, section.blocks) ? 0.5 : 0.2);
    return value;
  });
}
