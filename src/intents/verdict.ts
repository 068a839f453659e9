import type { Cues } from "../language/cues.ts";
import { FILLER, FILLER_OF_FOLLOW_UPS, NAME_ENDS } from "../language/english/words.ts";
import type { SupportRow } from "./definition.ts";
import type { Matching } from "./match.ts";
import { longer } from "./spans.ts";

/**
 * The row that answers a question of this kind, whole: every word of the question is its subject, the product's name, or adds
 * nothing. One word more may ask for something else, and then there is no verdict.
 */
export function findVerdict(cues: Cues, matching: Matching): SupportRow | undefined {
  const canBeAnswered = cues.has("whether") && cues.has("supports") && !cues.has("negated") && !cues.has("open");
  return canBeAnswered ? subjectOf(matching) : undefined;
}

/** The one row whose subject a question names. `short`: "what about serverless?", after a verdict. */
export function subjectOf({ words, subjects, also, product }: Matching, short = false): SupportRow | undefined {
  const [best, ...others] = [...subjects].sort((a, b) => longer(a.span, b.span));
  if (!best) return undefined;
  const length = best.span.to - best.span.from;
  if (others.some(({ row, span }) => row !== best.row && span.to - span.from === length)) return undefined;
  const explained = new Set<number>();
  const explain = ({ from, to }: { from: number; to: number }): void => {
    for (let at = from; at < to; at++) explained.add(at);
  };
  explain(best.span);
  for (const { row, span } of [...subjects, ...also]) if (row === best.row) explain(span);
  for (const span of product) explain(span);
  const rest = words.filter(
    ({ text }, at) =>
      !explained.has(at) && !(isFiller(text.toLowerCase(), short) && !changesSubject(words, at, best.span)),
  );
  return rest.length === 0 ? best.row : undefined;
}

/** "databricks connect", "cloud run": directly behind a name, these make another name of it. */
const changesSubject = (words: Matching["words"], at: number, subject: { to: number }): boolean =>
  at === subject.to && NAME_ENDS.has(words[at]?.text.toLowerCase() ?? "");

const isFiller = (word: string, short: boolean): boolean =>
  FILLER.has(word) || (short && FILLER_OF_FOLLOW_UPS.has(word));

export type { SupportRow };
