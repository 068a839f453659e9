/** The BM25F fields: the weight of a term in each, and how much long fields are penalised (`lengthNorm` is `b` in BM25, 0 to 1). */
export const FIELDS = {
  heading: { weight: 5, lengthNorm: 0.3, of: "section" },
  crumbs: { weight: 0.9, lengthNorm: 0.3, of: "section" },
  body: { weight: 0.6, lengthNorm: 0.35, of: "section" },
  code: { weight: 0.3, lengthNorm: 0.8, of: "section" },
  /** Headings without anchors, labels of tabs, headers of tables. */
  labels: { weight: 0.5, lengthNorm: 0.4, of: "section" },
  /** Headings of the direct subsections. */
  children: { weight: 0.4, lengthNorm: 0.5, of: "section" },
  /** Texts of links to the section. */
  anchors: { weight: 0.8, lengthNorm: 0.5, of: "section" },
  /** How people ask for the section, as written by the documentation team. */
  asked: { weight: 1.2, lengthNorm: 0.5, of: "section" },
  title: { weight: 1.5, lengthNorm: 0.3, of: "page" },
  path: { weight: 0.6, lengthNorm: 0.3, of: "page" },
  description: { weight: 0.3, lengthNorm: 0.5, of: "page" },
} as const;

export type Field = keyof typeof FIELDS;

/** `k1` of BM25F: the lower it is, the less further occurrences of a term count. */
export const SATURATION = 1.6;
