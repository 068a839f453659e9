import type { Place, Question } from "./questions.ts";
import { plainWords, showsSpan } from "./shown.ts";

/** What the bot made of a question: the line of a batch. */
export interface Outcome {
  readonly kind: string;
  readonly confidence: number;
  readonly hits: readonly Place[];
  readonly citations: readonly Place[];
  readonly text: string;
  readonly ms: number;
}

/** An outcome beside what was wanted. Ranks count from 1 and are infinite where nothing right was found. */
export interface Judged {
  readonly question: Question;
  readonly outcome: Outcome;
  readonly answerable: boolean;
  readonly rank: number;
  readonly pageRank: number;
  /** The bot committed to an answer: by its kind, or by showing more than a choice needs. */
  readonly commits: boolean;
  /** A gold section is among the first three citations. */
  readonly cited: boolean;
  readonly spanShown: boolean;
  /** Share of the wanted keys that are shown; undefined where none are wanted. */
  readonly keysShown: number | undefined;
}

const COMMITTED: ReadonlySet<string> = new Set(["answer", "snippet", "ask"]);
/** Characters; more than this commits, whatever the kind. */
const LONGEST_UNCOMMITTED = 500;
/** Characters; what stands after them counts as not shown. */
const SHOWN = 1800;
const CITED = 3;

export function judge(question: Question, outcome: Outcome): Judged {
  const answerable = question.kind !== "unanswerable";
  const rankOf = (places: readonly Place[], same: (a: Place, b: Place) => boolean): number => {
    const at = places.findIndex((place) => question.gold.some((gold) => same(place, gold)));
    return answerable && at >= 0 ? at + 1 : Number.POSITIVE_INFINITY;
  };
  const commits = COMMITTED.has(outcome.kind) || outcome.text.length > LONGEST_UNCOMMITTED;
  const text = outcome.text.slice(0, SHOWN);
  const { mustContain, answerSpan } = question;
  return {
    question,
    outcome,
    answerable,
    rank: rankOf(outcome.hits, isSameSection),
    pageRank: rankOf(outcome.hits, ({ path }, gold) => path === gold.path),
    commits,
    cited: rankOf(outcome.citations.slice(0, CITED), isSameSection) < Number.POSITIVE_INFINITY,
    spanShown: answerable && commits && answerSpan !== "" && showsSpan(text, answerSpan),
    keysShown:
      mustContain.length === 0
        ? undefined
        : mustContain.filter((key) => text.includes(key)).length / mustContain.length,
  };
}

/** The same anchor of the same page, or the same words in its heading: anchors differ from one dialect to the other. */
const isSameSection = (place: Place, gold: Place): boolean =>
  place.path === gold.path &&
  (place.anchor === gold.anchor ||
    (place.heading !== undefined &&
      gold.heading !== undefined &&
      plainWords(place.heading) === plainWords(gold.heading)));

export type Verdict = "right" | "wrong" | "held back" | "false answer" | "declined";

export function verdictOf({ answerable, commits, cited }: Judged): Verdict {
  if (!answerable) return commits ? "false answer" : "declined";
  if (!commits) return "held back";
  return cited ? "right" : "wrong";
}
