/**
 * The ranking features of a candidate, in the order of `Scored.features`: 0 to 1 unless something else is said. The weights of
 * weights.ts were fitted over them; docs/search-quality.md says what each group brings.
 */
export const FEATURES = [
  // The section as a whole. Share: of the question's weight, by inverse document frequency, in concepts that are matched.
  /** First stage's BM25F score over all fields, divided by twice the question's weight; 0 to about 1.2. candidates.ts */
  "score",
  /** Share that stands anywhere in the section, its headings and its page's names. */
  "coverage",
  // Headings.
  /** Share in the heading. */
  "heading",
  /** Share of the heading's own weight that the question asks for. similarity.ts */
  "headingPrecision",
  /** `heading` times `headingPrecision`: the heading is the question. */
  "headingExact",
  /** Share in the headings above, or in the page's title if that is more. */
  "context",
  // Text. A unit is a sentence, a list item, a table row or a run of code. unitshares.ts.
  /** Largest share in one unit. */
  "bestUnit",
  /** Largest share in three neighbouring units. */
  "bestWindow",
  /** The same, with the headings and the page's names. */
  "windowWithHead",
  /** Neighbouring words of the question that are neighbours in the section too, by weight. */
  "pairs",
  /** Share in all code of the section. */
  "code",
  /** Share in tab labels and titles of admonitions. */
  "labels",
  /** Share in the headings below. */
  "children",
  /** Share in the words of links that lead here. */
  "anchors",
  // Asked-as phrasings of the section. 0 if it has none. similarity.ts.
  /** Largest share in one phrasing. */
  "asked",
  /** Best harmonic mean of that share and the phrasing's own share that is asked for. */
  "askedF1",
  /** `asked` times `bestWindow`: text and phrasings agree. */
  "askedBody",
  /** BM25 over all phrasings. */
  "askedScore",
  /** BM25 over the text. */
  "bodyScore",
  /** Dice coefficient with the most similar phrasing, function words included. */
  "askedSimilarity",
  /** The same with the second most similar one. */
  "askedSecond",
  /** The same with the heading. */
  "headingSimilarity",
  // Page and neighbours, among the candidates. pagefeatures.ts.
  /** First-stage scores of the page's other candidates together, a quarter of them; at most 1. */
  "pageScore",
  /** First-stage score as a part of the best one of the page; above 0, 1 for the best. */
  "pageBest",
  /** Share in the headings above and the page's names. */
  "pageCoverage",
  /** First-stage score of the section that this one is below, as `score`; 0 if it is no candidate. */
  "parentScore",
  /** Share in words of page titles that this section is under. */
  "scope",
  /** Share in words of page titles that it is not under. */
  "scopeMiss",
  /** Share of the page title's own weight that is asked for. */
  "titlePrecision",
  /** Logarithm of 1 plus the links that lead here, a quarter of it; 0 to about .7. */
  "links",
  // Kind of section: 0 or 1, but for `long`.
  /** A heading without a text. */
  "empty",
  /** Fewer than 15 terms, but some. */
  "short",
  /** Logarithm of 1 plus its terms, an eighth of it; at most 1. */
  "long",
  /** First level: mostly a page's first section. */
  "topLevel",
  /** Second level. */
  "secondLevel",
  // Kind of question (intent.ts) and of section: 0 or 1.
  /** Asks for a setting; the section has code. */
  "configWithCode",
  /** Asks how to do something; it has steps or code. */
  "howtoWithSteps",
  /** Asks what something is, not how to do it; it is of the first level. */
  "definitionAtTop",
  /** Asks whether something is possible; it has prose or a badge. */
  "verdictWithBadge",
  /** `bestWindow` if the question looks for a cause, else 0. */
  "reasonTrouble",
  // Single words.
  /** Share of the question's identifiers (`fs.s3a.endpoint`) that stand in it to the letter; 0 if there are none. */
  "exactWhole",
  /** Match of the question's weightiest concept. */
  "rarest",
] as const;

export type FeatureName = (typeof FEATURES)[number];

/** Index of each feature in `Scored.features`. */
export const AT = Object.fromEntries(FEATURES.map((name, at) => [name, at])) as {
  readonly [name in FeatureName]: number;
};

export interface Scored {
  readonly section: number;
  readonly page: number;
  readonly features: Float32Array;
  /** How well each concept of the question stands in the section, its headings and its page's names. */
  readonly matched: Float32Array;
}
