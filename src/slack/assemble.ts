import type { KnownBlock } from "@slack/types";
import type { Citation } from "../answering/answer.ts";
import { costOf } from "./characters.ts";
import { readOn } from "./excerpts.ts";
import { MESSAGE } from "./limits.ts";
import { richText, section } from "./richtext.ts";

/** Blocks that are shown together, or left out together; the citation is where to read them then. */
export interface Piece {
  readonly citation: Citation;
  readonly blocks: readonly KnownBlock[];
}

/** Head and tail are always there; of the body as many pieces as fit, and a line that says so where there are more. */
export function assemble(
  head: readonly KnownBlock[],
  body: readonly Piece[],
  tail: readonly KnownBlock[],
): KnownBlock[] {
  const blocks = [...head];
  let [room, places] = [MESSAGE.characters - costOf([head, tail]), MESSAGE.blocks - head.length - tail.length];
  for (const [at, piece] of body.entries()) {
    const cost = costOf(piece.blocks);
    const more = moreBlock(piece.citation);
    const next = body[at + 1];
    // What follows may not fit: then there must be room to say so.
    const spare = next === undefined ? 0 : costOf(moreBlock(next.citation));
    if (cost + spare > room || piece.blocks.length + (next ? 1 : 0) > places) return [...blocks, more, ...tail];
    blocks.push(...piece.blocks);
    room -= cost;
    places -= piece.blocks.length;
  }
  return [...blocks, ...tail];
}

const moreBlock = (citation: Citation): KnownBlock => richText([section(readOn(citation))]);
