/** What people call a configuration. Plurals and hyphens do not count here, as in phrasings of intents. */
export const CONFIGURATION: readonly string[] = [
  "(config|configuration|conf|configure|setup|set up|settings|properties|property|parameters|params|options|arguments)",
  "(yaml|yml|json|xml|hcl|file|script|code|command|snippet|cell|flags|lines|keys|definition|template|example|sample|content)",
  "(env vars|environment variables)",
];

/** How they ask for one. */
export const WANT: readonly string[] = [
  "(give|show|send|get|write|paste) (me|us) [a|an|the]",
  "(write|generate|create|make|build|provide|produce|draft|print|fill) [in|out|up]",
  "(need|want|looking for|id like|would like|could you|can you|please|pls)",
  "(how do (i|we|you)|how to|how can i) (configure|set up|write|connect|run|use|set)",
  "(what|which) (do|should|must|can) (i|we|you|one) (put|set|enter|need|write|add|use|type|paste)",
  "(what goes|look like)",
];
