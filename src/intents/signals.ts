import { CONFIGURATION, WANT } from "../language/english/configurations.ts";

/**
 * Parts of a phrasing that every intent can use: what people call a configuration, and how they ask for one. They are found by
 * templates of their own, and by the forms of formats.yaml.
 */
export const SIGNALS = ["form", "config", "want"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Templates of each; `{form}` is found by formats.yaml, `{config}` by that too, and `{want}` by all of them. */
export const SIGNAL_TEMPLATES: Readonly<Record<Exclude<Signal, "form">, readonly string[]>> = {
  config: CONFIGURATION,
  want: WANT,
};
