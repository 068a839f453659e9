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
  for (let count = body.length; ; count--) {
    const left = body[count];
    const more = left ? [richText([section(readOn(left.citation))])] : [];
    const blocks = [...head, ...body.slice(0, count).flatMap((piece) => piece.blocks), ...more, ...tail];
    if (count === 0 || (blocks.length <= MESSAGE.blocks && costOf(blocks) <= MESSAGE.characters)) return blocks;
  }
}
