import type { SupportRow } from "./definition.ts";
import type { Matching } from "./match.ts";
import { longer } from "./spans.ts";

/** How "can I use …", "does … work with …", "is … supported" begin. */
const FRAME =
  /^(?:(?:so|and|ok|okay|hi|hello|hey|but|please|quick question|question)[\s,:]+)*(?:(?:can|could|may) (?:i|we|you|one|it|they)?|do(?:es)?|is|are|will|would)\b/i;
const SUPPORTS =
  /\b(?:us(?:e|ing)|support(?:s|ed|ing)?|works?|working|compatible|possible|available|run|allowed|read|write|query|access|connect|integrate[sd]?|have|exist|needs?|needed|requires?|required|install(?:ed)?|exports?|exported|go(?:es)?|pass(?:es)?|flows?|deletes?|overwrites?|restart(?:ed|s)?|cop(?:y|ies)|free|keeps?|stores?|handles?|offers?|include[sd]?)\b/i;
const NEGATED = /\b(?:not|never|n't|without|stop|only)\b|n['’]t\b/i;
const OPEN = /\b(?:how|why|what|which|where|when|who|vs|versus|difference|better|should|instead)\b/i;

/** Words that add nothing to the question. */
const FILLER = new Set(
  "a an the my our your their any some this that these it its i we you one can could may do does is are be will would to with for on in from of at by as or and there together also at all yet currently now still use used using usage support supports supported supporting work works working compatible possible available run running runs allowed read write query access connect connecting integrate integrated integration have exist still already please hi hello hey so ok just directly data table tables path paths file files against through via currently feature option compute cluster clusters type types".split(
    " ",
  ),
);

/**
 * The row that answers a question of this kind, whole: every word of the question is its subject, the product's name, or adds
 * nothing. One word more may ask for something else, and then there is no verdict.
 */
export function findVerdict(text: string, matching: Matching): SupportRow | undefined {
  if (!FRAME.test(text) || !SUPPORTS.test(text) || NEGATED.test(text) || OPEN.test(text)) return undefined;
  return subjectOf(matching);
}

const ABOUT = new Set(["what", "how", "about", "and", "but", "so", "okay"]);

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
const NAME_ENDS = new Set(["connect", "run"]);

const isFiller = (word: string, short: boolean): boolean => FILLER.has(word) || (short && ABOUT.has(word));

export type { SupportRow };
