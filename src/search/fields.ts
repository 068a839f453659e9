/** Where a term may stand, what it weighs there (BM25F), and how strongly long fields are held back (`b` of BM25, per field). */
export const FIELDS = {
  heading: { weight: 5, lengthNorm: 0.3, of: "section" },
  crumbs: { weight: 0.9, lengthNorm: 0.3, of: "section" },
  body: { weight: 0.6, lengthNorm: 0.35, of: "section" },
  code: { weight: 0.3, lengthNorm: 0.8, of: "section" },
  /** Sub-headings without anchors, tab labels, heads of tables. */
  labels: { weight: 0.5, lengthNorm: 0.4, of: "section" },
  /** Headings of the sections directly below. */
  children: { weight: 0.4, lengthNorm: 0.5, of: "section" },
  /** Texts of the links that lead here. */
  anchors: { weight: 0.8, lengthNorm: 0.5, of: "section" },
  /** Phrasings attached by the documentation team. */
  asked: { weight: 1.2, lengthNorm: 0.5, of: "section" },
  title: { weight: 1.5, lengthNorm: 0.3, of: "page" },
  path: { weight: 0.6, lengthNorm: 0.3, of: "page" },
  description: { weight: 0.3, lengthNorm: 0.5, of: "page" },
} as const;

export type Field = keyof typeof FIELDS;

/** Saturation of BM25F: how fast further occurrences stop counting. */
export const SATURATION = 1.6;
