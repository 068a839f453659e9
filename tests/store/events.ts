import type { Inbox, Incoming, Waiting } from "../../src/store/inbox.ts";

export const event = (name: string, more: Partial<Incoming> = {}): Incoming => ({
  platform: "slack",
  keys: [name],
  place: "T1/C1",
  body: { text: `question ${name}` },
  ...more,
});

export const accept = async (inbox: Inbox, incoming: Incoming): Promise<"new" | "seen"> =>
  (await inbox.accept(incoming)) === undefined ? "seen" : "new";

/** The first of those that wait, with what they say. */
export async function listed(inbox: Inbox, limit = Number.POSITIVE_INFINITY): Promise<readonly Waiting[]> {
  const waiting = (await inbox.waiting()).slice(0, limit);
  const read = await Promise.all(waiting.map(({ id }) => inbox.read(id)));
  return read.filter((event) => event !== undefined);
}
