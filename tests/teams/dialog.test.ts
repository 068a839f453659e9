import { afterEach, describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { openStore } from "../../src/store/open.ts";
import type { Action, AdaptiveCard } from "../../src/teams/rendering/adaptivecard.ts";
import { cardOf } from "./shown.ts";
import { validateCard } from "./validate.ts";
import { openTeams, type Reply, TENANT, type TeamsOptions, type TeamsWorld } from "./world.ts";

const open: TeamsWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

const COMMAND = { commandId: "answerFromDocs", commandContext: "message" };
const KEY = ["xoxb", "12345", "67890", "abcdefghijklmnop"].join("-");
const QUESTION = "<p>how do I <b>descale</b> the kettle?</p>";

/** A bot, and somebody who chooses “Answer from docs” on messages, and presses buttons of the dialog. */
async function teams(options?: TeamsOptions) {
  const world = await openTeams(options);
  open.push(world);
  const choose = (content: string, about?: object) => {
    const messagePayload = { id: "m0", from: { user: { id: "bob" } }, body: { contentType: "html", content } };
    return world.invoke("composeExtension/fetchTask", { ...COMMAND, messagePayload }, about);
  };
  const submit = (data: object, about?: object) =>
    world.invoke("composeExtension/submitAction", { ...COMMAND, data }, about);
  const press = (dialog: Reply, title: string, inputs: object = {}, about?: object) =>
    submit({ ...buttonOf(dialog, title).data, ...inputs }, about);
  return { ...world, choose, submit, press };
}

type Submit = Extract<Action, { type: "Action.Submit" }>;
const actionsOf = (dialog: Reply): readonly Action[] => cardOf(dialog).actions ?? [];
const titlesOf = (dialog: Reply): string[] => actionsOf(dialog).map(({ title }) => title);
function buttonOf(dialog: Reply, title: string): Submit {
  const found = actionsOf(dialog).find((one) => one.title === title && one.type === "Action.Submit");
  if (!found) throw new Error(`no button ${title}; there are ${titlesOf(dialog).join(", ")}`);
  return found as Submit;
}

/** What a reader sees of a card, in lines. */
const shownIn = ({ body }: Pick<AdaptiveCard, "body">): string =>
  body
    .map((one) => {
      if (one.type === "RichTextBlock") return one.inlines.map(({ text }) => text).join("");
      return one.type === "TextBlock" ? one.text : one.type === "CodeBlock" ? one.codeSnippet : one.label;
    })
    .join("\n");
const shown = (dialog: Reply): string => shownIn(cardOf(dialog));
const says = (text: string) => ({
  status: 200,
  body: {
    task: {
      type: "continue",
      value: {
        ...{ title: VOICE.fromDocs, height: "small", width: "medium" },
        card: {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            ...{ type: "AdaptiveCard", $schema: "http://adaptivecards.io/schemas/adaptive-card.json", version: "1.5" },
            body: [{ type: "TextBlock", text, wrap: true }],
          },
        },
      },
    },
  },
});
const at = (id: string, more: object = {}) => ({
  conversation: { id, conversationType: "channel", isGroup: true, tenantId: TENANT },
  ...more,
});

describe("a message that was chosen", () => {
  it("is answered in a dialog, with quotes, links and what can be done, and nothing is sent", async () => {
    const { choose, settled } = await teams();
    const dialog = await choose(QUESTION);
    expect(dialog).toMatchObject({
      status: 200,
      body: { task: { type: "continue", value: { title: VOICE.fromDocs, height: "large", width: "large" } } },
    });
    expect(validateCard(cardOf(dialog))).toEqual([]);
    expect(shown(dialog)).toContain(
      "[1] Kettle › Descale the kettle\nDo this once a month:\n1. Pour vinegar into the kettle.",
    );
    expect(JSON.stringify(cardOf(dialog))).toContain('"url":"https://docs.example.com/kettle#descale-the-kettle"');
    expect(titlesOf(dialog)).toEqual([VOICE.intoMessage, VOICE.helpful, VOICE.notHelpful]);
    expect(await settled()).toEqual([]);
  });

  it.each([
    ["the bot's own", "<p><b>Kettle › Descale the kettle</b> [1]</p>", "Pour vinegar"],
    ["one with a call of the bot", '<at id="0">Docs Bot</at> how do I descale the kettle?', "Pour vinegar"],
    ["one that the docs do not answer", "<p>can I wash the microwave?</p>", VOICE.unknown],
    ["thanks", "<p>thanks</p>", VOICE.thanks],
    ["one with a script, which is text only (A35)", "<script>x</script>how do I descale the kettle?", "Pour vinegar"],
    ["one of 100,000 characters (A28)", `how do I descale the kettle? ${"<b>x".repeat(20_000)}`, VOICE.cut],
  ])("may be %s", async (_, content, text) => {
    const { choose } = await teams();
    const dialog = await choose(content);
    expect(shown(dialog)).toContain(text);
    expect(validateCard(cardOf(dialog))).toEqual([]);
  });

  it("without words is told so, kindly (A27)", async () => {
    const { choose, invoke } = await teams();
    expect(await choose('<attachment id="1"></attachment>')).toEqual(says(VOICE.noWords));
    expect(await invoke("composeExtension/fetchTask", COMMAND)).toEqual(says(VOICE.noWords));
  });

  it("that holds a secret is answered without it, and the asker is told (A67, A70)", async () => {
    const { choose, press, park, lines } = await teams();
    const dialog = await choose(`${QUESTION}<p>${KEY} sesame</p>`);
    expect(shown(dialog)).toContain(VOICE.secretThere);
    expect(shown(dialog)).toContain("Pour vinegar");
    const shared = await press(dialog, VOICE.intoMessage);
    expect(JSON.stringify(shared)).not.toContain(VOICE.secretThere);
    expect(JSON.stringify([dialog, shared])).not.toContain(KEY);
    expect(lines.filter((line) => /descale|sesame|xoxb/.test(line))).toEqual([]);
    const { store } = await openStore(await park(), Date.now, { keepQuestions: true });
    const kept = await store.answers.recent(0, 10);
    await store.close();
    expect(kept.map(({ kind, question }) => [kind, question])).toEqual([["answer", undefined]]);
  });

  it("begins and leaves no conversation", async () => {
    const { direct, settled, choose } = await teams();
    await direct("kettle config");
    await settled();
    // No value of the form that is open.
    expect(shown(await choose("https://kettle.example.com"))).not.toContain("kettle.kitchen.server");
    await direct("https://kettle.example.com");
    expect((await settled())[0]?.activity.text).toContain("kettle.kitchen.server = https://kettle.example.com");
  });

  it("beyond what one person may ask in a minute is put off (A22)", async () => {
    const { choose } = await teams({ settings: { limits: { perThread: 2 } } });
    for (const _ of [1, 2]) await choose("thanks");
    expect(await choose("thanks")).toEqual(says(VOICE.tooMany));
    const bob = { from: { id: "29:bob", name: "Bob", aadObjectId: "aad-bob" } };
    expect(shown(await choose("thanks", bob))).toBe(VOICE.thanks);
  });
});

describe("where the dialog is allowed (A71, A72)", () => {
  const LISTED = { settings: { teams: { channels: ["19:listed@thread.tacv2"] } } };

  it("is where messages are answered, as the search is", async () => {
    const { choose, invoke } = await teams(LISTED);
    const query = { commandId: "searchDocs", parameters: [{ name: "q", value: "kettle" }] };
    expect(await invoke("composeExtension/query", query, at("19:other@thread.tacv2"))).toEqual({
      status: 200,
      body: { composeExtension: { type: "message", text: VOICE.notHere } },
    });
    expect(await choose(QUESTION, at("19:other@thread.tacv2;messageid=1"))).toEqual(says(VOICE.notHere));
    expect(shown(await choose(QUESTION, at("19:listed@thread.tacv2;messageid=1")))).toContain("Pour vinegar");
    expect(shown(await choose(QUESTION))).toContain("Pour vinegar");
  });

  it("is not in another tenant, nor for people of one (A13)", async () => {
    const { choose, submit } = await teams();
    const other = { conversation: { id: "a:x", conversationType: "personal", tenantId: "other" } };
    expect((await choose(QUESTION, other)).status).toBe(403);
    expect((await submit({ verb: "share", answer: "x" }, other)).status).toBe(403);
    const guest = { from: { id: "29:eve", aadObjectId: "eve", tenantId: "other" } };
    expect(await choose(QUESTION, guest)).toEqual(says(VOICE.notHere));
  });

  it("sees the sources of its channel, and gives them to no other", async () => {
    const { choose, press } = await teams({
      settings: { teams: { sources: { "19:fridge@thread.tacv2": ["fridge"], "*": ["kettle"] } } },
    });
    const fridge = at("19:fridge@thread.tacv2;messageid=1");
    const dialog = await choose("how do I defrost the freezer?", fridge);
    expect(shown(dialog)).toContain("Defrost the freezer");
    expect(shown(await choose("how do I defrost the freezer?"))).not.toContain("Defrost the freezer");
    expect(await press(dialog, VOICE.intoMessage)).toEqual(says(VOICE.gone));
    expect(await press(dialog, VOICE.intoMessage, {}, fridge)).toMatchObject({
      body: { composeExtension: { type: "result" } },
    });
  });
});

describe("a button of the dialog", () => {
  it("puts the cited card into a message, for the asker to send, and nothing is sent", async () => {
    const { choose, press, settled } = await teams();
    const shared = await press(await choose(QUESTION), VOICE.intoMessage);
    expect(shared).toMatchObject({
      status: 200,
      body: { composeExtension: { type: "result", attachmentLayout: "list" } },
    });
    const { attachments } = (shared.body as { composeExtension: { attachments: { content: AdaptiveCard }[] } })
      .composeExtension;
    expect(attachments).toMatchObject([
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        preview: { content: { title: "Kettle › Descale the kettle", text: "kettle.md#descale-the-kettle" } },
      },
    ]);
    const content = attachments[0]?.content as AdaptiveCard;
    expect(validateCard(content)).toEqual([]);
    expect(shownIn(content)).toContain("Pour vinegar into the kettle.");
    // Nothing that only makes sense to the asker.
    expect(content.actions).toBe(undefined);
    expect(shownIn(content)).not.toContain("Searched for");
    expect(await settled()).toEqual([]);
  });

  it("judges the answer", async () => {
    const { choose, press, park } = await teams();
    const dialog = await choose(QUESTION);
    const judged = await press(dialog, VOICE.notHelpful);
    expect(shown(judged)).toMatch(new RegExp(`Pour vinegar[^]*\\n${VOICE.noted}$`));
    expect(titlesOf(judged)).toEqual([VOICE.intoMessage]);
    const { store } = await openStore(await park(), Date.now, { keepQuestions: false });
    const counts = await store.feedback.counts();
    await store.close();
    expect([counts.up, counts.down]).toEqual([0, 1]);
  });

  it("chooses what was meant", async () => {
    const { choose, press } = await teams({ kitchen: { confidence: 0.4 } });
    const dialog = await choose("kettle");
    expect(shown(dialog)).toContain(VOICE.choice);
    expect(shown(await press(dialog, "Kettle › Descale the kettle"))).toContain("Pour vinegar into the kettle.");
  });

  it("fills in a configuration, and shows what is wrong with a value; then it comes in other forms, as code", async () => {
    const { choose, press } = await teams();
    const asking = await choose("give me the kettle config");
    expect(shown(asking)).toContain("At which address is the kettle?");
    expect(validateCard(cardOf(asking))).toEqual([]);
    const wrong = await press(asking, VOICE.submit, { "slot.server": "no address" });
    expect(shown(wrong)).toContain("no address is no address of a kettle.");
    const right = await press(wrong, VOICE.submit, { "slot.server": "https://kettle.example.com" });
    const code = (dialog: Reply) => cardOf(dialog).body.find(({ type }) => type === "CodeBlock");
    expect(code(right)).toMatchObject({
      codeSnippet: expect.stringContaining("kettle.kitchen.server = https://kettle.example.com"),
    });
    const json = await press(right, "JSON");
    expect(code(json)).toMatchObject({ language: "Json" });
    expect(titlesOf(json)).toContain(VOICE.intoMessage);
  });

  it("asks a person only after the asker said so", async () => {
    const { choose, press, settled } = await teams({ settings: { teams: { supportChannel: "19:help@thread.tacv2" } } });
    const dialog = await choose("can I wash the microwave?");
    const sure = await press(dialog, VOICE.askPerson);
    expect(shown(sure)).toBe(VOICE.askPersonHow);
    expect(await settled()).toEqual([]);
    expect(shown(await press(sure, VOICE.postIt))).toBe(VOICE.posted);
    expect((await settled()).map(({ conversation }) => conversation)).toEqual(["19:help@thread.tacv2"]);
  });

  it("of somebody else's dialog, or of one that is forgotten, says so (A23, A73)", async () => {
    const { choose, press, submit, restart } = await teams();
    const dialog = await choose(QUESTION);
    const bob = { from: { id: "29:bob", name: "Bob", aadObjectId: "aad-bob" } };
    for (const title of titlesOf(dialog)) expect(await press(dialog, title, {}, bob)).toEqual(says(VOICE.gone));
    for (const data of [
      {},
      { verb: "share" },
      { verb: "judge", answer: 1 },
      { verb: "constructor", answer: "toString" },
    ])
      expect(await submit(data)).toEqual(says(VOICE.gone));
    await restart();
    for (const title of titlesOf(dialog)) expect(await press(dialog, title)).toEqual(says(VOICE.gone));
  });
});

describe("a command of another version", () => {
  it.each(["composeExtension/fetchTask", "composeExtension/submitAction"])("is answered, in %s", async (name) => {
    const { invoke } = await teams();
    expect(await invoke(name, { commandId: "elsewhere" })).toEqual(says(VOICE.otherVersion));
  });
});
