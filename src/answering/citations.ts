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

/** “Kettle › Descale”; the heading if it stands below none. */
export const headingOf = ({ breadcrumb, heading }: Citation): string => breadcrumb.join(" › ") || heading;

/** “Kettle › Descale [Cloud]” */
export const titleOf = (citation: Citation): string => {
  const { badges } = citation;
  return `${headingOf(citation)}${badges.length > 0 ? ` [${badges.join(", ")}]` : ""}`;
};

/** “kettle.md#descale” */
export const fileOf = ({ path, anchor }: Citation): string => `${path}${anchor ? `#${anchor}` : ""}`;

/** “(1a2b3c4d of 2026-01-31)”: the revision at which the words stand. */
export const revisionText = ({ revision: { id, date } }: Citation): string =>
  `(${id}${date ? ` of ${date.slice(0, 10)}` : ""})`;

/** “kettle.md#descale (1a2b3c4d of 2026-01-31)” */
export const placeText = (citation: Citation): string => `${fileOf(citation)} ${revisionText(citation)}`;

/** The page that a section stands on, and its address. */
export const pageOf = ({ url, path, breadcrumb }: Citation) => ({
  title: breadcrumb[0] ?? path,
  url: url?.replace(/#.*$/, ""),
});
