import type { KnownBlock } from "@slack/types";
import type { Snippet } from "../answering/answer.ts";
import { VOICE, valuesText } from "../answering/voice.ts";
import type { Piece } from "./assemble.ts";
import { ACTION, choose, context } from "./blocks.ts";
import { costOf } from "./characters.ts";
import { sourceLine } from "./excerpts.ts";
import { ID, OPTION } from "./limits.ts";
import { escapeWithin } from "./mrkdwn.ts";
import { BOLD, cited, linked, preformatted, richText, section, sentence, words } from "./richtext.ts";
import { clip } from "./text.ts";

/** Characters of code in one message; more would leave no room for what belongs to it. */
const LONGEST_CODE = 8_000;
const LONGEST_NOTE = 1_000;
const LONGEST_VALUES = 2_000;

/** The code, ready to be copied; its notes; what was filled in, and where it is described; the other forms. */
export function snippetPieces(snippet: Snippet, answerId: string): Piece[] {
  const { citation, notes } = snippet;
  const small = context([escapeWithin(valuesText(snippet), LONGEST_VALUES), ...sourceLine(citation)]);
  return [
    { citation, blocks: [codeBlock(snippet)] },
    ...notes.map((note) => ({ citation, blocks: [richText([section(sentence(clip(note, LONGEST_NOTE)))])] })),
    { citation, blocks: [...small, ...formatSelect(snippet, answerId)] },
  ];
}

function codeBlock({ title, code, language, citation }: Snippet): KnownBlock {
  const head = [...words("[1] ", BOLD), ...linked(undefined, title, BOLD), ...words("\n"), ...cited(citation)];
  const shown = preformatted(code, language);
  if (shown && costOf(shown) <= LONGEST_CODE) return richText([section(head), shown]);
  const place = linked(citation.url, citation.url === undefined ? citation.path : citation.breadcrumb.join(" › "));
  return richText([section([...head, ...words(`\n${VOICE.tooLong} `, { italic: true }), ...place])]);
}

/** The values of the options are the ids of the formats; the block's id is the answer's. */
function formatSelect({ format, formats }: Snippet, answerId: string): KnownBlock[] {
  const others = formats.filter(({ id }) => id !== format && id.length <= OPTION.value);
  return answerId.length <= ID ? choose(VOICE.formats, ACTION.format, others, answerId) : [];
}
