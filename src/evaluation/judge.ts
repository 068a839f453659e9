import type { EvalQuestion, SectionRef } from "./questions.ts";
import { plainWords, showsSpan } from "./shown.ts";

/** The answer to a question, as one line of `docsbot ask --batch`. */
export interface BatchAnswer {
  readonly kind: string;
  readonly confidence: number;
  readonly hits: readonly SectionRef[];
  readonly citations: readonly SectionRef[];
  /** Words of the question that the documentation does not have. */
  readonly missing: readonly string[];
  readonly text: string;
  readonly ms: number;
}

/** An answer compared with what the question wants. Ranks count from 1 and are infinite if nothing right was found. */
export interface Judged {
  readonly question: EvalQuestion;
  readonly answer: BatchAnswer;
  readonly answerable: boolean;
  readonly rank: number;
  readonly pageRank: number;
  /** The bot committed to an answer: by its kind, or by showing more text than a list of choices needs. */
  readonly commits: boolean;
  /** A gold section is among the first three citations. */
  readonly cited: boolean;
  /** The opening names a word that the documentation does not have. */
  readonly names: boolean;
  readonly spanShown: boolean;
  /** Share of `mustContain` that is shown; undefined if that is empty. */
  readonly keysShown: number | undefined;
}

const COMMITTED: ReadonlySet<string> = new Set(["answer", "snippet", "ask"]);
/** Characters. A longer answer is a commitment, whatever its kind. */
const LONGEST_UNCOMMITTED = 500;
/** Characters. What comes after them counts as not shown. */
const SHOWN = 1800;
/** Characters of the opening. */
const OPENING = 300;
const CITED = 3;

export function judge(question: EvalQuestion, answer: BatchAnswer): Judged {
  const answerable = question.kind !== "unanswerable";
  const rankOf = (refs: readonly SectionRef[], same: (a: SectionRef, b: SectionRef) => boolean): number => {
    const at = refs.findIndex((ref) => question.gold.some((gold) => same(ref, gold)));
    return answerable && at >= 0 ? at + 1 : Number.POSITIVE_INFINITY;
  };
  const commits = COMMITTED.has(answer.kind) || answer.text.length > LONGEST_UNCOMMITTED;
  const text = answer.text.slice(0, SHOWN);
  const opening = plainWords(text.slice(0, OPENING));
  const { mustContain, answerSpan } = question;
  return {
    question,
    answer,
    answerable,
    rank: rankOf(answer.hits, isSameSection),
    pageRank: rankOf(answer.hits, ({ path }, gold) => path === gold.path),
    commits,
    cited: rankOf(answer.citations.slice(0, CITED), isSameSection) < Number.POSITIVE_INFINITY,
    names: answer.missing.map(plainWords).some((word) => word !== "" && opening.includes(word)),
    spanShown: answerable && commits && answerSpan !== "" && showsSpan(text, answerSpan),
    keysShown:
      mustContain.length === 0
        ? undefined
        : mustContain.filter((key) => text.includes(key)).length / mustContain.length,
  };
}

/** Same page, and same anchor or same words in the heading: each dialect makes its own anchors. */
const isSameSection = (ref: SectionRef, gold: SectionRef): boolean =>
  ref.path === gold.path &&
  (ref.anchor === gold.anchor ||
    (ref.heading !== undefined && gold.heading !== undefined && plainWords(ref.heading) === plainWords(gold.heading)));

export type Outcome = "right" | "wrong" | "held back" | "false answer" | "declined";

export function outcomeOf({ answerable, commits, cited }: Judged): Outcome {
  if (!answerable) return commits ? "false answer" : "declined";
  if (!commits) return "held back";
  return cited ? "right" : "wrong";
}
