/** The ranking features of a candidate, each about 0 to 1, in the order of `Scored.features`. */
export const FEATURES = [
  "score",
  "coverage",
  "heading",
  "headingPrecision",
  "headingExact",
  "context",
  "bestUnit",
  "bestWindow",
  "windowWithHead",
  "pairs",
  "code",
  "labels",
  "children",
  "anchors",
  "asked",
  "askedF1",
  "askedBody",
  "askedScore",
  "bodyScore",
  "askedSimilarity",
  "askedSecond",
  "headingSimilarity",
  "pageScore",
  "pageBest",
  "pageCoverage",
  "parentScore",
  "scope",
  "scopeMiss",
  "titlePrecision",
  "links",
  "empty",
  "short",
  "long",
  "topLevel",
  "secondLevel",
  "configWithCode",
  "howtoWithSteps",
  "definitionAtTop",
  "verdictWithBadge",
  "reasonTrouble",
  "exactWhole",
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
