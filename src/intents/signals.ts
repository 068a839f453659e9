/**
 * Parts of a phrasing that every intent can use: what people call a configuration, and how they ask for one. They are found by
 * templates of their own, and by the forms of formats.yaml.
 */
export const SIGNALS = ["form", "config", "want"] as const;
export type Signal = (typeof SIGNALS)[number];

/** Templates of each; `{form}` is found by formats.yaml, `{config}` by that too, and `{want}` by all of them. */
export const SIGNAL_TEMPLATES: Readonly<Record<Exclude<Signal, "form">, readonly string[]>> = {
  config: [
    "(config|configuration|conf|configure|setup|set up|settings|properties|property|parameters|params|options|arguments)",
    "(yaml|yml|json|xml|hcl|file|script|code|command|snippet|cell|flags|lines|keys|definition|template|example|sample|content)",
    "(env vars|environment variables)",
  ],
  want: [
    "(give|show|send|get|write|paste) (me|us) [a|an|the]",
    "(write|generate|create|make|build|provide|produce|draft|print|fill) [in|out|up]",
    "(need|want|looking for|id like|would like|could you|can you|please|pls)",
    "(how do (i|we|you)|how to|how can i) (configure|set up|write|connect|run|use|set)",
    "(what|which) (do|should|must|can) (i|we|you|one) (put|set|enter|need|write|add|use|type|paste)",
    "(what goes|look like)",
  ],
};
