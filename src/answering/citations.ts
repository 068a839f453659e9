import type { Answer, Citation } from "./answer.ts";

/** What an answer cites, in order, each section once; its place, from 1, is its number in the text. */
export function citationsOf(answer: Answer): readonly Citation[] {
  switch (answer.kind) {
    case "answer":
      return unique(answer.excerpts.map(({ citation }) => citation));
    case "snippet":
    case "ask":
      return unique([answer.snippet.citation, ...answer.excerpts.map(({ citation }) => citation)]);
    case "choice":
      return answer.choices;
    case "unknown":
      return answer.nearest;
    case "reply":
      return [];
    default:
      return answer satisfies never;
  }
}

/** The number of a citation in the answer's text. */
export const numberOf = (citation: Citation, answer: Answer): number =>
  citationsOf(answer).findIndex((other) => keyOf(other) === keyOf(citation)) + 1;

const keyOf = ({ source, path, anchor }: Citation): string => `${source} ${path}#${anchor}`;

function unique(citations: readonly Citation[]): Citation[] {
  const seen = new Set<string>();
  return citations.filter((citation) => !seen.has(keyOf(citation)) && seen.add(keyOf(citation)));
}
