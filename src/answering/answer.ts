import type { Section } from "../content/section.ts";
import type { Part } from "../search/excerpt.ts";

/** Where words stand: enough to find, check and link them. */
export interface Citation {
  readonly source: string;
  readonly path: string;
  readonly heading: string;
  readonly anchor: string;
  readonly breadcrumb: readonly string[];
  readonly badges: readonly string[];
  /** Public address of the section, where its source has one. */
  readonly url: string | undefined;
  /** Official pages that the facts come from; the quoted words need not stand there. */
  readonly official: readonly string[];
  readonly revision: { readonly id: string; readonly date?: string };
}

/** A card: verbatim parts of one section. */
export interface Excerpt {
  readonly citation: Citation;
  readonly parts: readonly Part[];
}

export interface Hit {
  readonly section: Section;
  readonly score: number;
}

/** How the question was read. */
export interface Reading {
  readonly searchedFor: readonly string[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  readonly missing: readonly string[];
  readonly cut: boolean;
  readonly foreign: boolean;
}

/** Why this answer: what each word matched, and what each signal added to the ranking and to the confidence. */
export interface Why {
  readonly words: readonly {
    readonly word: string;
    readonly weight: number;
    readonly as: readonly string[];
    readonly found: boolean;
  }[];
  readonly ranking: readonly Signal[];
  readonly confidence: readonly Signal[];
}

export interface Signal {
  readonly name: string;
  readonly value: number;
  /** Weight times value. */
  readonly share: number;
}

interface Common {
  /** 0..1, calibrated: the share of such answers that are right. */
  readonly confidence: number;
  /** The ranking, best first, up to ten, whatever the kind. */
  readonly hits: readonly Hit[];
  readonly reading: Reading;
  readonly why: Why;
}

export type Answer =
  | (Common & { readonly kind: "answer"; readonly excerpts: readonly Excerpt[] })
  | (Common & { readonly kind: "choice"; readonly choices: readonly Citation[] })
  | (Common & { readonly kind: "unknown"; readonly nearest: readonly Citation[] })
  | (Common & { readonly kind: "reply"; readonly reply: ReplyName });

export type ReplyName = "usage" | "greeting" | "thanks" | "identity";

export const cite = (section: Section): Citation => ({
  source: section.page.source,
  path: section.page.path,
  heading: section.heading,
  anchor: section.anchor,
  breadcrumb: section.breadcrumb,
  badges: section.badges,
  url: section.url,
  official: section.page.official,
  revision: {
    id: section.page.revision.id,
    ...(section.page.revision.date === undefined ? {} : { date: section.page.revision.date }),
  },
});
