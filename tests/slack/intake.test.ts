import { describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { createCaps } from "../../src/delivery/policy.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { type Intake, takeIn } from "../../src/slack/intake.ts";
import type { Incoming } from "../../src/store/inbox.ts";
import { openStore } from "../../src/store/open.ts";
import { listed } from "../store/events.ts";
import { newFile } from "../store/folder.ts";
import { direct, envelope, mention, TEAM } from "./signed.ts";

interface Taken {
  readonly acks: unknown[];
  readonly kept: Incoming[];
  readonly dispatched: unknown[];
  readonly told: unknown[];
  readonly ignored: string[];
}

async function take(
  body: object,
  more: Partial<Pick<Intake, "rules">> & {
    readonly outcome?: "new" | "seen" | "full";
    readonly limits?: Parameters<typeof createCaps>[0];
  } = {},
): Promise<Taken> {
  const taken: Taken = { acks: [], kept: [], dispatched: [], told: [], ignored: [] };
  await takeIn(body as Record<string, unknown>, async (answer) => void taken.acks.push(answer), {
    delivery: {
      accept: async (event) => {
        expect(taken.acks).toEqual([]);
        taken.kept.push(event);
        return more.outcome ?? "new";
      },
    },
    rules: more.rules ?? { channels: [], connect: false },
    caps: createCaps(more.limits ?? DEFAULT_SETTINGS.limits, () => 0),
    dispatch: async (payload, ack) => {
      taken.dispatched.push(payload);
      await ack();
    },
    tell: async ({ user }, url, text) => void taken.told.push([user, url, text]),
    onIgnored: (reason) => void taken.ignored.push(reason),
  });
  return taken;
}

const NOTHING: Taken = { acks: [undefined], kept: [], dispatched: [], told: [], ignored: [] };
const command = (more: object = {}) => ({
  command: "/docs",
  team_id: TEAM,
  channel_id: "C1",
  user_id: "U1",
  text: "kettle",
  trigger_id: "t1",
  response_url: "https://example.com/r",
  ...more,
});
const shortcut = (more: object = {}) => ({
  type: "message_action",
  callback_id: "answer_from_docs",
  team: { id: TEAM },
  channel: { id: "C1" },
  user: { id: "U1" },
  message: { ts: "1.1", text: "kettle" },
  trigger_id: "t2",
  response_url: "https://example.com/r",
  ...more,
});
const notHere = { response_type: "ephemeral", text: VOICE.notHere };
const busy = { response_type: "ephemeral", text: VOICE.busy };

describe("what Slack sent", () => {
  it("is kept before it is acknowledged", async () => {
    const { kept, ...rest } = await take(envelope(mention("kettle?"), { event_id: "Ev1" }));
    expect(rest).toEqual({ ...NOTHING, kept: undefined });
    expect(kept).toEqual([
      {
        platform: "slack",
        keys: ["event:Ev1", `message:${TEAM}:C1:1700000000.000100`],
        place: `${TEAM}:C1`,
        body: {
          message: expect.objectContaining({ from: "mention", text: "  kettle?" }),
          secret: false,
          responseUrl: undefined,
        },
      },
    ]);
  });

  it.each([
    ["a page that was opened", envelope({ type: "app_home_opened" })],
    ["a click", { type: "block_actions" }],
    ["another shortcut", shortcut({ callback_id: "build_config" })],
    ["a form", { type: "view_submission" }],
    ["nothing that is known", {}],
  ])("is left to others where it is no question: %s", async (_, body) => {
    expect(await take(body)).toEqual({ ...NOTHING, dispatched: [body] });
  });

  it("A22 is counted and acknowledged where it is none", async () => {
    expect(await take(envelope(mention("a", { bot_id: "B1" })))).toEqual({ ...NOTHING, ignored: ["bot"] });
  });
});

describe("A72 the operator's rules come before anything is searched or kept", () => {
  const only = { channels: ["C2"], connect: false };
  it.each([
    ["a mention in another channel is left alone", envelope(mention("a")), only, { ignored: ["another channel"] }],
    ["a direct message is not", envelope(direct("a")), only, undefined],
    ["a command in another channel is told so", command(), only, { ignored: ["another channel"], acks: [notHere] }],
    ["a command in a direct message is taken", command({ channel_id: "D1" }), only, undefined],
    [
      "a shortcut in another channel is told so",
      shortcut(),
      only,
      { ignored: ["another channel"], told: [["U1", "https://example.com/r", VOICE.notHere]] },
    ],
    [
      "somebody from outside is left alone",
      envelope(mention("a", { user_team: "T2" })),
      { channels: [], connect: false },
      { ignored: ["external"] },
    ],
    [
      "somebody from outside may be let in",
      envelope(mention("a", { user_team: "T2" })),
      { channels: [], connect: true },
      undefined,
    ],
  ])("%s", async (_, body, rules, expected) => {
    const taken = await take(body, { rules });
    if (expected) expect(taken).toEqual({ ...NOTHING, ...expected });
    else expect([taken.kept.length, taken.ignored]).toEqual([1, []]);
  });
});

it.each([
  ["a command", command(), { acks: [busy] }],
  ["a mention", envelope(mention("a")), { told: [["U1", undefined, VOICE.busy]] }],
  ["a shortcut", shortcut(), { told: [["U1", "https://example.com/r", VOICE.busy]] }],
])("A25 is told where there is too much to do: %s", async (_, body, expected) => {
  const { kept, ...rest } = await take(body, { outcome: "full" });
  expect([kept.length, rest]).toEqual([1, { ...NOTHING, kept: undefined, ...expected }]);
});

const SECRETS = {
  "an AWS key pair": ["AK", "IA", "ABCDEFGHIJKLMNOP", " ", "abcdefghijklmnopqrstuvwxyz0123456789/+AB"].join(""),
  "a Slack token": ["xo", "xb-", "1234567890-abcdefghij"].join(""),
  "a GitHub token": ["gh", "p_", "abcdefghijklmnopqrstuvwxyz0123456789"].join(""),
  "a private key": ["-----BEGIN ", "PRIVATE KEY-----\nabcdefgh\n-----END ", "PRIVATE KEY-----"].join(""),
  "a JSON Web Token": ["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijk"].join(""),
  "a connection string": ["postgres", "://", "user", ":", "hunter2secret", "@", "db.example.com/x"].join(""),
};

describe("A67 a secret is taken out before anything is kept", () => {
  /** The characters that tell it, and none of which may be found again. */
  const tail = (secret: string): string => /hunter2secret|abcdefgh\w*/.exec(secret)?.[0] as string;

  it.each(Object.entries(SECRETS))("%s, in every way that it can come", async (_, secret) => {
    for (const body of [
      envelope(mention(`it fails with ${secret} today`)),
      envelope(direct(`it fails with ${secret} today`)),
      command({ text: `it fails with ${secret} today` }),
      shortcut({ message: { ts: "1.1", text: `it fails with ${secret} today` } }),
    ]) {
      const [kept] = (await take(body)).kept;
      expect(JSON.stringify(kept)).not.toContain(tail(secret));
      expect(kept?.body).toMatchObject({ secret: true, message: { text: expect.stringContaining("████") } });
    }
  });

  it("also where Slack took the password for the beginning of an address, and wrote it twice", async () => {
    const linked = [
      "postgres",
      "://",
      "user",
      ":",
      "<mailto:hunter2secret@db.example.com|hunter2secret@db.example.com>",
    ].join("");
    const [kept] = (await take(envelope(mention(linked)))).kept;
    expect(JSON.stringify(kept)).not.toContain("hunter2secret");
  });

  it("so that the row in the inbox holds none", async () => {
    const file = newFile();
    const { store } = await openStore(file, Date.now);
    for (const [at, secret] of Object.values(SECRETS).entries()) {
      const [event] = (await take(envelope(direct(secret, { ts: `${at}.1` })))).kept;
      await store.inbox.accept(event as Incoming);
    }
    const rows = JSON.stringify(await listed(store.inbox, 100));
    await store.close();
    expect(JSON.parse(rows)).toHaveLength(Object.keys(SECRETS).length);
    for (const secret of Object.values(SECRETS)) expect(rows).not.toContain(tail(secret));
  });

  it("A68 the documentation's own examples are none", async () => {
    const [kept] = (await take(envelope(direct("AKIAIOSFODNN7EXAMPLE")))).kept;
    expect(kept?.body).toMatchObject({ secret: false, message: { text: "AKIAIOSFODNN7EXAMPLE" } });
  });
});
