import type { Given } from "../../src/store/answers.ts";

export const given = (more: Partial<Given> = {}): Given => ({
  platform: "slack",
  place: "T1/C1",
  asker: "T1:U1",
  key: "T1/C1/1",
  kind: "answer",
  confidence: 0.875,
  sections: ["guide.md#roll-back", "guide.md#commits"],
  intent: undefined,
  latency: 41.6,
  question: "how do I roll back?",
  ...more,
});
