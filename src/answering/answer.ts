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

interface Hit {
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
  readonly ranking: readonly FeatureShare[];
  readonly confidence: readonly FeatureShare[];
  readonly rules: readonly RuleTrace[];
}

export interface FeatureShare {
  readonly name: string;
  readonly value: number;
  /** Weight times value. */
  readonly share: number;
}

/** A configuration, filled in. */
export interface Snippet {
  /** Id of the intent. */
  readonly intent: string;
  readonly title: string;
  readonly code: string;
  readonly language: string;
  /** The form that is shown, and all that can be had; none for text. */
  readonly format: string | undefined;
  readonly formats: readonly { readonly id: string; readonly title: string }[];
  /** What was filled in, in the order of the form. */
  readonly values: readonly { readonly slot: string; readonly value: string; readonly isDefault: boolean }[];
  readonly notes: readonly string[];
  /** Where the configuration is described. */
  readonly citation: Citation;
}

/** A one-word answer that a rule supports, and its condition; the first excerpt proves it. */
export interface Verdict {
  readonly verdict: "yes" | "no" | "partly";
  readonly condition: string;
}

/** An intent by its title, to choose or to ask for. */
export interface Offer {
  readonly intent: string;
  readonly title: string;
}

/**
 * What is remembered between two messages of one asker in one place. A plain value: whoever keeps it gives it back with the next
 * message. Holds values and names from the rules, never a message.
 */
export interface Conversation {
  /** Milliseconds since 1970 of the last message. */
  readonly at: number;
  readonly asker: string;
  readonly intent: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly format: string | undefined;
  /** The slot whose value was asked for, and how often it was asked again. */
  readonly asked: string | undefined;
  readonly again: number;
  /** Intents that were offered. */
  readonly offered: readonly string[];
  /** Whether the last answer was a verdict. */
  readonly verdict: boolean;
}

/** Which rules matched where, for --why. */
export interface RuleTrace {
  readonly intent: string;
  readonly phrasing: string;
  readonly words: readonly string[];
  readonly slots: readonly { readonly slot: string; readonly words: string; readonly value: string }[];
  /** Share of the message's words that the rule explains. */
  readonly explained: number;
}

interface Common {
  /** 0..1, calibrated: the share of such answers that are right. */
  readonly confidence: number;
  /** The ranking, best first, up to ten, whatever the kind. */
  readonly hits: readonly Hit[];
  readonly reading: Reading;
  readonly why: Why;
  /** The message held a secret; it was taken out before anything looked at the rest. */
  readonly secret: boolean;
  /** Give it back with the asker's next message. */
  readonly conversation: Conversation | undefined;
}

export type Answer =
  | (Common & {
      readonly kind: "answer";
      readonly verdict: Verdict | undefined;
      readonly excerpts: readonly Excerpt[];
      /** A configuration that could be meant, too. */
      readonly offer: Offer | undefined;
    })
  | (Common & { readonly kind: "snippet"; readonly snippet: Snippet; readonly excerpts: readonly Excerpt[] })
  /** The snippet with placeholders, and the one question. */
  | (Common & {
      readonly kind: "ask";
      readonly snippet: Snippet;
      readonly slot: string;
      readonly question: string;
      readonly excerpts: readonly Excerpt[];
    })
  /** Sections, or configurations where several match equally. */
  | (Common & { readonly kind: "choice"; readonly choices: readonly Citation[]; readonly offers: readonly Offer[] })
  | (Common & { readonly kind: "unknown"; readonly nearest: readonly Citation[] })
  | (Common & { readonly kind: "reply"; readonly reply: ReplyName });

export type ReplyName = "usage" | "greeting" | "thanks" | "identity" | "cancelled" | "leftOpen";

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
