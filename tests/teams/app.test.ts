import { afterEach, describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { openStore } from "../../src/store/open.ts";
import type { Sent } from "./fakeconnector.ts";
import { validateActivity, validateCard } from "./validate.ts";
import { openTeams, TENANT, type TeamsOptions, type TeamsWorld } from "./world.ts";

const open: TeamsWorld[] = [];
const teams = async (options?: TeamsOptions): Promise<TeamsWorld> => {
  const world = await openTeams(options);
  open.push(world);
  return world;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

const KEY = ["xoxb", "12345", "67890", "abcdefghijklmnop"].join("-");
const ACKNOWLEDGED = { status: 200, body: "" };
const texts = (sent: readonly Sent[]): (string | undefined)[] => sent.map(({ activity }) => activity.text);
/** What was sent, as soon as there are so many. */
async function all(settled: TeamsWorld["settled"], count: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  while (sent.length < count) sent.push(...(await settled()));
  return sent;
}
const first = (sent: readonly Sent[]): string => sent[0]?.activity.text ?? "";
const titles = ({ activity }: Sent): string[] =>
  (activity.attachments as { content: { actions: { title: string }[] } }[]).flatMap(({ content }) =>
    content.actions.map(({ title }) => title),
  );
const message = (value: string) => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value },
});

describe("a question", () => {
  it("is answered in the chat, as a reply, with its citations whole on the wire", async () => {
    const { direct, settled } = await teams();
    expect(await direct("how warm is the upper shelf of the fridge?", { id: "q1" })).toEqual(ACKNOWLEDGED);
    const [answer] = await settled();
    expect(answer).toMatchObject({ method: "POST", conversation: "a:personal", id: "q1" });
    expect(answer?.activity.text).toContain("Milk stays fresh for a week");
    expect(answer?.activity.entities).toMatchObject([
      {
        "@type": "Message",
        citation: [{ position: 1, appearance: { name: "Fridge › Temperature of the fridge" } }, {}, {}],
      },
    ]);
    expect(answer?.activity.channelData).toEqual({ feedbackLoop: { type: "default" } });
  });

  it("in a channel is answered in its thread, where the bot is mentioned, and nowhere else", async () => {
    const { mention, post, settled } = await teams();
    await mention("how do I descale the kettle?");
    expect((await settled()).map(({ conversation }) => conversation)).toContain("19:general@thread.tacv2;messageid=17");
    const conversation = {
      id: "19:general@thread.tacv2",
      conversationType: "channel",
      isGroup: true,
      tenantId: TENANT,
    };
    expect(await post({ text: "how do I descale the kettle?", conversation })).toEqual(ACKNOWLEDGED);
    expect(await settled()).toEqual([]);
  });

  it("is answered once, however often it is delivered (A15)", async () => {
    const { direct, settled } = await teams();
    await Promise.all([1, 2, 3].map(() => direct("thanks", { id: "same" })));
    expect(texts(await settled())).toEqual([VOICE.thanks]);
    await direct("thanks", { id: "same" });
    expect(await settled()).toEqual([]);
  });

  it("of another tenant is not answered, and the log says so once (A13)", async () => {
    const { direct, invoke, settled, get, lines } = await teams();
    const conversation = {
      id: "a:other",
      conversationType: "personal",
      tenantId: "00000000-0000-0000-0000-00000000bad0",
    };
    expect(await direct("thanks", { conversation })).toEqual(ACKNOWLEDGED);
    const query = { commandId: "searchDocs", parameters: [{ name: "q", value: "kettle" }] };
    expect((await invoke("composeExtension/query", query, { conversation })).status).toBe(403);
    expect(await settled()).toEqual([]);
    expect((await get("/healthz")).body).toMatchObject({ teams: { trouble: null, "other tenant": 2 } });
    expect(lines.filter((line) => line.includes("another tenant is not answered"))).toHaveLength(1);
  });

  it("that is changed changes its answer (A21)", async () => {
    const { direct, settled } = await teams();
    await direct("how cold is the fridge", { id: "q1" });
    const [before, ...rest] = await settled();
    expect(before?.method).toBe("POST");
    await direct("how do I descale the kettle?", {
      id: "q1",
      type: "messageUpdate",
      channelData: { eventType: "editMessage" },
    });
    const [after] = await settled();
    expect(after).toMatchObject({ method: "PUT", id: "sent-1" });
    expect(after?.activity.text).toContain("Pour vinegar");
    expect(rest.length).toBeLessThanOrEqual(1);
  });

  it("that is changed again changes its answer again, once for each change (A21)", async () => {
    const { direct, settled } = await teams();
    const change = (text: string, localTimestamp: string) =>
      direct(text, { id: "q1", type: "messageUpdate", localTimestamp, channelData: { eventType: "editMessage" } });
    await direct("how cold is the fridge", { id: "q1" });
    await settled();
    await change("thanks", "2026-11-26T10:00:00.000+01:00");
    expect(texts(await settled())).toEqual([VOICE.thanks]);
    await change("help", "2026-11-26T10:00:05.000+01:00");
    await change("help", "2026-11-26T10:00:05.000+01:00");
    expect((await settled()).map(({ method, activity }) => [method, activity.text])).toEqual([["PUT", VOICE.usage]]);
  });

  it("that holds a secret says so, and its words are not searched for", async () => {
    const { direct, settled } = await teams();
    await direct(`descale the kettle with ${KEY}`);
    const text = first(await settled());
    expect(text).toContain(VOICE.secret.slice(0, 40));
    expect(text).not.toContain(KEY);
  });

  it("that holds a secret, in a channel, is answered, and the asker is told", async () => {
    const { mention, settled } = await teams();
    await mention(`descale the kettle with ${KEY}`);
    const sent = await settled();
    expect(first(sent)).toContain("Pour vinegar");
    expect(sent.at(-1)?.activity.text).toContain(VOICE.secret.slice(0, 40));
    expect(JSON.stringify(sent)).not.toContain(KEY);
  });

  it.each([
    ["help", VOICE.usage],
    ["/help", VOICE.usage],
    ["about", "kitchen: 3 pages, 9 sections, revision r1"],
  ])("%s is a command", async (command, said) => {
    const { direct, settled } = await teams();
    await direct(command);
    expect(texts(await settled())).toEqual([said]);
  });

  it("in a channel that is not on the list is not answered", async () => {
    const { mention, direct, settled } = await teams({ settings: { teams: { channels: ["19:other@thread.tacv2"] } } });
    await mention("thanks");
    expect(await settled()).toEqual([]);
    await direct("thanks");
    expect(texts(await settled())).toEqual([VOICE.thanks]);
  });

  it("beyond what one place may ask in a minute is not answered (A22)", async () => {
    const { direct, settled, get } = await teams({ settings: { limits: { perThread: 2 } }, faster: 1 });
    for (const _ of [1, 2, 3, 4, 5]) await direct("thanks");
    // Told once, and no more: whoever asks may be a loop.
    expect(texts(await all(settled, 3)).toSorted()).toEqual([VOICE.tooMany, VOICE.thanks, VOICE.thanks].toSorted());
    expect((await get("/healthz")).body).toMatchObject({ teams: { "too many in a minute, thread": 3 } });
  });

  it("A22 of one person, or in one channel, is answered so often a minute, wherever it is asked", async () => {
    const { mention, settled, get } = await teams({ settings: { limits: { perPerson: 3, perChannel: 2 } }, faster: 1 });
    const ask = (channel: string, thread: number) =>
      mention("thanks", {
        conversation: { ...inChannel.conversation, id: `19:${channel}@thread.tacv2;messageid=${thread}` },
      });
    for (const thread of [1, 2, 3]) await ask("a", thread);
    for (const thread of [4, 5, 6]) await ask("b", thread);
    const answered = (await all(settled, 6)).filter(({ activity }) => activity.text === VOICE.thanks);
    expect(answered.map(({ conversation }) => conversation.slice(3, 4))).toEqual(["a", "a", "b"]);
    expect((await get("/healthz")).body).toMatchObject({
      teams: { "too many in a minute, channel": 1, "too many in a minute, person": 2 },
    });
  });
});

describe("a choice", () => {
  it("between two people is shown as chips; to tap one is to say its title", async () => {
    const { direct, settled } = await teams({ kitchen: { confidence: 0.4 } });
    await direct("kettle");
    const chips = (await settled()).flatMap(
      ({ activity }) => (activity.suggestedActions as { actions: { value: string }[] } | undefined)?.actions ?? [],
    );
    const said = chips.find(({ value }) => value.includes("Descale"))?.value ?? "";
    await direct(said);
    expect(first(await settled())).toContain("Pour vinegar into the **kettle**.");
  });

  it("in a channel is shown as buttons; what was picked is answered there", async () => {
    const { mention, click, settled } = await teams({ kitchen: { confidence: 0.4 } });
    await mention("kettle");
    const shown = (await settled()).flatMap(({ activity }) => (activity.attachments ? [activity] : []));
    expect(shown.map(validateFaults)).toEqual([[]]);
    expect(await click("Kettle › Descale the kettle", {}, inChannel)).toEqual(message(VOICE.coming));
    expect(first(await settled())).toContain("Pour vinegar into the **kettle**.");
  });

  it("that is forgotten says so", async () => {
    const { mention, click, settled, restart } = await teams({ kitchen: { confidence: 0.4 } });
    await mention("kettle");
    await settled();
    await restart();
    expect(await click("Kettle › Descale the kettle", {}, inChannel)).toEqual(message(VOICE.gone));
  });
});

const inChannel = {
  conversation: {
    id: "19:general@thread.tacv2;messageid=17",
    conversationType: "channel",
    isGroup: true,
    tenantId: TENANT,
  },
};
const validateFaults = (activity: object) => {
  const { type, text, textFormat, attachments } = activity as Record<string, unknown>;
  return validateActivity({ type, ...(text === undefined ? {} : { text, textFormat }), attachments });
};

describe("a configuration", () => {
  it("asks for its value with a form; what is wrong stands beside its field, and what is right is filled in", async () => {
    const { direct, click, settled } = await teams();
    await direct("kettle config");
    await settled();
    const wrong = await click(VOICE.submit, { "slot.server": "no address" });
    const { value } = (wrong.body as { value: object }) ?? {};
    expect(validateCard(value)).toEqual([]);
    expect(JSON.stringify(value)).toContain("is no address of a kettle");
    const right = await click(VOICE.submit, { "slot.server": "https://kettle.example.com" });
    expect(right).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: "application/vnd.microsoft.card.adaptive" },
    });
    expect(first(await settled())).toContain("kettle.kitchen.server = https://kettle.example.com");
  });

  it("asks in words, too", async () => {
    const { direct, settled } = await teams();
    await direct("kettle config");
    await settled();
    await direct("https://kettle.example.com");
    expect(first(await settled())).toContain("kettle.kitchen.server = https://kettle.example.com");
  });

  it("comes in its other forms", async () => {
    const { direct, click, settled } = await teams();
    await direct("kettle config for server https://kettle.example.com");
    const sent = await settled();
    expect(sent.flatMap((one) => (one.activity.attachments ? titles(one) : []))).toContain("JSON");
    expect(await click("JSON")).toEqual(message(VOICE.coming));
    expect(first(await settled())).toContain('"kettle.kitchen.server": "https://kettle.example.com"');
  });
});

describe("people", () => {
  it("get a question only after the asker said so, and once", async () => {
    const { direct, click, settled } = await teams({ settings: { teams: { supportChannel: "19:help@thread.tacv2" } } });
    await direct("how do I descale the kettle?");
    await settled();
    const asked = await click(VOICE.askPerson);
    expect(JSON.stringify(asked.body)).toContain(VOICE.askPersonHow);
    expect(await settled()).toEqual([]);
    const other = { from: { id: "29:bob", name: "Bob", aadObjectId: "aad-bob" } };
    expect(await click(VOICE.askPerson, { sure: 1 }, other)).toEqual(message(VOICE.gone));
    expect(JSON.stringify((await click(VOICE.askPerson, { sure: 1 })).body)).toContain(VOICE.posted);
    await click(VOICE.askPerson, { sure: 1 });
    const posted = await settled();
    expect(posted.map(({ conversation, id }) => [conversation, id])).toEqual([["19:help@thread.tacv2", undefined]]);
    expect(JSON.stringify(posted[0]?.activity.attachments)).toContain("how do I descale the kettle?");
  });

  it("are welcomed once", async () => {
    const { post, settled, restart } = await teams();
    const added = { type: "installationUpdate", action: "add" };
    const greeted = async (): Promise<readonly Sent[]> => {
      await post(added);
      for (const end = Date.now() + 500; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
        const sent = await settled();
        if (sent.length > 0) return sent;
      }
      return [];
    };
    expect(texts(await greeted())).toEqual([`${VOICE.welcome} ask.`]);
    await restart();
    expect(await greeted()).toEqual([]);
  });

  it("judge answers; secrets are taken out of what they write", async () => {
    const { direct, invoke, settled, park } = await teams();
    await direct("how do I descale the kettle?");
    await settled();
    const judge = (reaction: string, feedbackText: string, replyToId = "sent-1") =>
      invoke(
        "message/submitAction",
        { actionName: "feedback", actionValue: { reaction, feedback: JSON.stringify({ feedbackText }) } },
        { replyToId },
      );
    expect(await judge("like", "")).toEqual({ status: 200, body: {} });
    expect(await judge("dislike", `wrong, see ${KEY}`)).toEqual({ status: 200, body: {} });
    expect(await judge("like", "", "never sent")).toEqual({ status: 200, body: {} });
    const { store } = await openStore(await park(), Date.now, { keepQuestions: false });
    const counts = await store.feedback.counts();
    await store.close();
    const [reason = ""] = Object.keys(counts.reasons);
    expect([counts.up, counts.down, reason.startsWith("wrong, see"), reason.includes(KEY)]).toEqual([
      0,
      1,
      true,
      false,
    ]);
  });
});

describe("Search docs", () => {
  it("shows the sections that were found, by pages", async () => {
    const { invoke } = await teams();
    const search = async (skip: number, count: number) => {
      const parameters = [{ name: "q", value: "fridge" }];
      const value = { commandId: "searchDocs", parameters, queryOptions: { skip, count } };
      const { status, body } = await invoke("composeExtension/query", value);
      const { attachments } = (
        body as { composeExtension: { attachments: { preview: { content: { title: string } } }[] } }
      ).composeExtension;
      return [status, attachments.map(({ preview }) => preview.content.title)];
    };
    expect(await search(0, 2)).toEqual([200, ["Fridge", "Fridge › Temperature of the fridge"]]);
    expect(await search(2, 2)).toEqual([200, ["Fridge › Defrost the freezer"]]);
  });

  it.each([
    ["invites to type, while nothing is typed", "", VOICE.typeToSearch],
    ["says that nothing was found", "zxqj", VOICE.unknown],
  ])("%s", async (_, value, text) => {
    const { invoke } = await teams();
    const query = { commandId: "searchDocs", parameters: value === "" ? [] : [{ name: "q", value }] };
    expect(await invoke("composeExtension/query", query)).toEqual({
      status: 200,
      body: { composeExtension: { type: "message", text } },
    });
  });

  it("finds a heading while it is typed, letter by letter", async () => {
    const { invoke } = await teams();
    for (const value of ["def", "defr", "defro", "defrost", "defrost t", "defrost the fre", "defrost the freezer"]) {
      const query = { commandId: "searchDocs", parameters: [{ name: "q", value }] };
      const { body } = await invoke("composeExtension/query", query);
      expect(JSON.stringify(body)).toContain("Fridge › Defrost the freezer");
    }
  });
});

describe("Teams that refuses", () => {
  it.each([
    ["is busy", [429, "TooManyRequests"]],
    ["is in the middle of something", [412, "PreconditionFailed"]],
    ["has trouble", [504, "GatewayTimeout"]],
  ] as const)("and %s is asked again", async (_, failure) => {
    const { direct, settled, teams: wire } = await teams();
    wire.failures.push([...failure]);
    await direct("thanks");
    expect(texts(await settled())).toEqual([VOICE.thanks]);
  });

  it("to say anything is asked again (A75)", async () => {
    const { direct, settled, teams: wire } = await teams();
    wire.failures.push("silence");
    await direct("thanks");
    expect(texts(await settled())).toEqual([VOICE.thanks]);
  });

  it("for a long time, in the middle of an answer, has each of its messages once (A15)", async () => {
    const { direct, settled, teams: wire } = await teams();
    // Two attempts of the inbox, five calls each.
    const refusals = Array.from({ length: 10 }, () => [429, "TooManyRequests"] as [number, string]);
    wire.failures.push([200, ""], ...refusals);
    await direct("kettle config for server https://kettle.example.com");
    const sent = await settled();
    expect(sent.map(({ activity }) => (activity.attachments ? "card" : "text"))).toEqual(["text", "card"]);
    expect(wire.failures).toEqual([]);
  });

  it("A74 says how long to wait, is not asked before, and is answered in its order", async () => {
    const { direct, settled, teams: wire, waits } = await teams();
    wire.failures.push([429, "TooManyRequests", 30]);
    for (const text of ["thanks", "help"]) await direct(text);
    expect(texts(await settled())).toEqual([VOICE.thanks, VOICE.usage]);
    expect(waits).toContain(30_000);
  });

  it.each([
    ["refuses", [400, "BadArgument"]],
    ["has no place for", [403, "Blocked"]],
  ] as const)(
    "and %s the second half of an answer: its asker is told, with a link to where all of it stands",
    async (_, failure) => {
      const { direct, settled, teams: wire } = await teams();
      wire.failures.push([200, ""], [...failure]);
      await direct("kettle config for server https://kettle.example.com");
      const [half, apology] = await all(settled, 2);
      expect(half?.activity.text).toContain("kettle.kitchen.server = https://kettle.example.com");
      expect(apology?.activity.text?.startsWith(`${VOICE.incomplete} ${VOICE.readOn} [`)).toBe(true);
      expect(apology?.activity.text).toContain("(https://docs.example.com/kettle");
      expect(wire.failures).toEqual([]);
    },
  );

  it("A75 the second half of an answer for good: after ten minutes its asker is told", async () => {
    const { direct, settled, teams: wire } = await teams({ faster: 2_000 });
    wire.refuse = ({ attachments }) => (attachments ? [503, "ServiceError"] : undefined);
    await direct("kettle config for server https://kettle.example.com");
    const sent = await all(settled, 2);
    expect(sent.map(({ activity }) => activity.text?.startsWith(VOICE.incomplete))).toEqual([false, true]);
  });

  it("the note beside an answer that stands: nobody is told that it failed", async () => {
    const { mention, direct, settled, teams: wire } = await teams();
    wire.refuse = ({ text = "" }) => (text.includes(VOICE.secret.slice(0, 40)) ? [403, "Blocked"] : undefined);
    await mention(`descale the kettle with ${KEY}`);
    const [answer, ...rest] = await settled();
    expect(answer?.activity.text).toContain("Pour vinegar");
    await direct("thanks");
    expect(texts([...rest, ...(await settled())]).filter((text) => text !== undefined)).toEqual([VOICE.thanks]);
  });

  it("A75 to answer at all: it is not ready and says so, while somebody waits; then everybody is answered in order", async () => {
    const { direct, settled, get, teams: wire } = await teams();
    wire.refuse = () => "silence";
    for (const text of ["thanks", "help"]) await direct(text);
    while ((await get("/readyz")).status === 200);
    expect((await get("/healthz")).body).toMatchObject({
      teams: { trouble: "Teams does not answer; questions wait until it does" },
    });
    wire.refuse = () => undefined;
    expect(texts(await settled())).toEqual([VOICE.thanks, VOICE.usage]);
    expect((await get("/readyz")).status).toBe(200);
  });

  it("A81 to answer while it is stopped: nobody is told anything, and the next start answers everybody", async () => {
    const { mention, settled, restart, teams: wire } = await teams();
    let hanging = 0;
    wire.refuse = () => {
      hanging++;
      return "silence";
    };
    for (const thread of [1, 2, 3, 4])
      await mention("thanks", {
        conversation: { ...inChannel.conversation, id: `19:general@thread.tacv2;messageid=${thread}` },
      });
    while (hanging < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await restart();
    wire.refuse = () => undefined;
    expect(texts(await settled())).toEqual(Array(4).fill(VOICE.thanks));
  });

  it("because a message is too long gets a shorter one, with a link to the rest", async () => {
    const { direct, settled, teams: wire } = await teams();
    wire.failures.push([413, "MessageSizeTooBig"]);
    await direct("how warm is the upper shelf of the fridge?");
    const text = first(await settled());
    expect(text).toContain("Milk stays fresh for a week");
    expect(text).toContain(VOICE.more);
  });

  it("because of citations gets the text alone", async () => {
    const { direct, settled, teams: wire } = await teams();
    wire.failures.push([400, "BadArgument"]);
    await direct("how do I descale the kettle?");
    const [answer] = await settled();
    expect([answer?.activity.text?.includes("Pour vinegar"), answer?.activity.entities]).toEqual([true, undefined]);
  });

  it("because the person took the bot away is left in peace", async () => {
    const { direct, settled, teams: wire, lines } = await teams();
    wire.failures.push([403, "BotNotInConversationRoster"], [403, "BotNotInConversationRoster"]);
    await direct("thanks");
    expect(await settled()).toEqual([]);
    expect(lines.filter((line) => line.includes("an event was not answered"))).toHaveLength(1);
  });

  it("the credentials makes the bot not ready", async () => {
    const { direct, get, teams: wire } = await teams();
    wire.failures.push([401, "Unauthorized"]);
    await direct("thanks");
    for (const end = Date.now() + 5_000; Date.now() < end && (await get("/readyz")).status === 200; );
    expect((await get("/readyz")).body).toEqual({
      ready: false,
      trouble: {
        teams: "Teams refuses the credentials (Unauthorized); check MicrosoftAppId, its password and its tenant",
      },
      warnings: {},
    });
  });
});

describe("what is no activity", () => {
  it("is refused", async () => {
    const world = await teams();
    expect((await world.get("/api/messages")).status).toBe(405);
    expect((await world.post({ type: undefined })).status).toBe(400);
    expect((await world.invoke("task/fetch", {})).status).toBe(501);
    expect(await world.settled()).toEqual([]);
  });
});
