import type { Incoming } from "../../src/store/inbox.ts";

export const event = (name: string, more: Partial<Incoming> = {}): Incoming => ({
  platform: "slack",
  keys: [name],
  place: "T1/C1",
  body: { text: `question ${name}` },
  ...more,
});
