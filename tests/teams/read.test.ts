import { describe, expect, it } from "vitest";
import { readQuestion } from "../../src/answering/question.ts";
import { readActivity } from "../../src/teams/read.ts";
import { cpuTime } from "../cputime.ts";

const BOT = { id: "28:bot", name: "Docs Bot" };
const mention = (text: string | undefined = "<at>Docs Bot</at>", of: object = BOT) => ({
  type: "mention",
  text,
  mentioned: of,
});
const html = (content: string) => ({ contentType: "text/html", content });

/** What Teams sends for a message in a channel. */
const inChannel = (more: object = {}) => ({
  type: "message",
  id: "m1",
  serviceUrl: "https://smba.example.com/",
  from: { id: "29:ann", aadObjectId: "ann", name: "Ann" },
  recipient: BOT,
  conversation: { conversationType: "channel", tenantId: "t1", id: "19:c1@thread.tacv2;messageid=m1", isGroup: true },
  channelData: { team: { id: "19:team" }, tenant: { id: "t1" } },
  entities: [mention()],
  text: "<at>Docs Bot</at> how do I descale the kettle?",
  ...more,
});
const inPerson = (more: object = {}) =>
  inChannel({
    conversation: { conversationType: "personal", tenantId: "t1", id: "a:1" },
    channelData: { tenant: { id: "t1" } },
    entities: [],
    text: "how?",
    ...more,
  });
const said = (activity: object) => {
  const read = readActivity(activity);
  return read.kind === "message" ? read.text : read;
};

describe("a message", () => {
  it("in a channel is one that mentions the bot, and is answered in its thread", () => {
    expect(readActivity(inChannel())).toEqual({
      kind: "message",
      from: "mention",
      scope: "channel",
      tenant: "t1",
      isExternal: false,
      conversation: "19:c1@thread.tacv2;messageid=m1",
      channel: "19:c1@thread.tacv2",
      team: "19:team",
      user: "ann",
      account: "29:ann",
      id: "m1",
      replyTo: undefined,
      serviceUrl: "https://smba.example.com/",
      locale: undefined,
      keys: ["activity:t1:19:c1@thread.tacv2;messageid=m1:m1"],
      text: "how do I descale the kettle?",
      command: undefined,
      isTargeted: false,
      isEdit: false,
    });
  });

  it("between two people needs no mention", () => {
    expect(readActivity(inPerson())).toMatchObject({
      kind: "message",
      from: "direct",
      scope: "personal",
      text: "how?",
    });
  });

  it("to the bot alone, in a channel, needs none either", () => {
    const activity = inChannel({ entities: [], text: "/ask how?", recipient: { ...BOT, isTargeted: true } });
    expect(readActivity(activity)).toMatchObject({ kind: "message", isTargeted: true, text: "how?", command: "ask" });
  });

  it.each<readonly [string, object, string]>([
    ["a mention, once", {}, "how do I descale the kettle?"],
    ["mentions, twice", { text: "<at>Docs Bot</at> how? <at>Docs Bot</at>" }, "how?"],
    [
      "a name in two pieces",
      { text: "<at>Docs</at>&nbsp;<at>Bot</at> how?", entities: [mention("<at>Docs</at>"), mention("<at>Bot</at>")] },
      "how?",
    ],
    ["a mention without its text", { entities: [{ type: "mention", mentioned: BOT }] }, "how do I descale the kettle?"],
    [
      "other people, by name",
      {
        text: '<at>Docs Bot</at> ask <at>Ann</at> or <at id="1">Bob</at>',
        entities: [mention(), mention("<at>Ann</at>", { id: "29:ann" })],
      },
      "Ann or Bob",
    ],
    ["half a mention", { text: "<at>Docs Bot</at> how <at>do" }, "how do"],
    [
      "entities, once",
      { text: "<at>Docs Bot</at>&nbsp;a &lt; b &amp;&amp; &amp;lt; &#60; &#x3e; &unknown;" },
      "a < b && &lt; < > &unknown;",
    ],
    ["spaces and lines", { text: "<at>Docs Bot</at> a\u00A0 \t b \r\n\r\n\r\n\r\nc" }, "a b\n\nc"],
    [
      "a tag that is text",
      { text: "<at>Docs Bot</at> what is <script>alert(1)</script>?" },
      "what is <script>alert(1)</script>?",
    ],
    [
      "HTML where there is no text",
      {
        text: "",
        attachments: [
          html(
            '<p><span itemtype="http://schema.skype.com/Mention" itemid="0">Docs Bot</span>&nbsp;how?<br>a &lt; b</p><script>x</script>',
          ),
        ],
      },
      "how?\na < b\nx",
    ],
    [
      "a reply without what it quotes",
      {
        text: "Bob\r\nOld words <at>Docs Bot</at> is that so?",
        attachments: [
          html(
            '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Bob</strong><p>Old words</p></blockquote><p><span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">Docs Bot</span> is that so?</p>',
          ),
        ],
      },
      "is that so?",
    ],
  ])("A35 is text: %s", (_, more, text) => {
    expect(said(inChannel(more))).toBe(text);
  });

  it("A28 of 100,000 characters of HTML is read in no time", () => {
    for (const piece of [
      "<",
      "<at>",
      "<blockquote schema.skype.com/Reply",
      "<span schema.skype.com/Mention",
      "&#",
      "<p ",
    ]) {
      const long = piece.repeat(100_000 / piece.length);
      const spent = cpuTime(() => {
        readActivity(inChannel({ text: `<at>Docs Bot</at> ${long}` }));
        readActivity(inChannel({ text: "", attachments: [html(long)] }));
      });
      expect(spent).toBeLessThan(1_000);
    }
  });

  it("A35 leaves nothing for the question to stumble over", () => {
    const read = said(
      inChannel({ text: "<at>Docs Bot</at> how do I <b>descale</b> &lt;at&gt;Ann&lt;/at&gt;?" }),
    ) as string;
    expect(readQuestion(read).text).toContain("descale");
  });

  it.each<readonly [string, string | undefined, string]>([
    ["help", "help", "help"],
    ["/help", "help", "help"],
    ["Help!", "help", "help"],
    ["about", "about", ""],
    ["/about", "about", ""],
    ["ask how?", "ask", "how?"],
    ["/ask how?", "ask", "how?"],
    ["ask: how?", "ask", "how?"],
    ["ask", "ask", ""],
    ["config kettle as json", "config", "config kettle as json"],
    ["/config kettle", "config", "config kettle"],
    ["help me with the kettle", undefined, "help me with the kettle"],
    ["/help me", undefined, "help me"],
    ["about branches", undefined, "about branches"],
    ["asking is free", undefined, "asking is free"],
    ["/etc/hosts", undefined, "/etc/hosts"],
  ])("that begins with a command, with a slash or without: %s", (text, command, asked) => {
    expect(readActivity(inPerson({ text }))).toMatchObject({ kind: "message", command, text: asked });
  });

  it("that was changed has another key", () => {
    const [first, edit] = [
      inPerson(),
      inPerson({ type: "messageUpdate", timestamp: "now", channelData: { eventType: "editMessage" } }),
    ].map(readActivity);
    expect(edit).toMatchObject({ kind: "message", isEdit: true, text: "how?" });
    expect(edit).not.toMatchObject({ keys: (first as { keys: unknown }).keys });
  });
});

describe("what is no question", () => {
  it.each<readonly [string, object, string]>([
    ["a message that does not mention the bot", inChannel({ entities: [], text: "lunch?" }), "not for us"],
    [
      "one that mentions somebody else",
      inChannel({ entities: [mention("<at>Ann</at>", { id: "29:ann" })] }),
      "not for us",
    ],
    ["the bot's own", inPerson({ from: BOT }), "own"],
    ["another bot's", inPerson({ from: { id: "28:other" } }), "bot"],
    ["a bot's by its role", inPerson({ from: { id: "x", role: "bot" } }), "bot"],
    ["one without a sender", inPerson({ from: undefined }), "system"],
    ["one without a place", inPerson({ conversation: undefined }), "not for us"],
    ["a deleted one", inPerson({ type: "messageDelete" }), "deleted"],
    ["a reaction", inPerson({ type: "messageReaction" }), "system"],
    ["typing", inPerson({ type: "typing" }), "system"],
    ["people who join", inChannel({ type: "conversationUpdate", membersAdded: [{ id: "29:bob" }] }), "system"],
    ["an unknown invoke", inPerson({ type: "invoke", name: "signin/verifyState" }), "not for us"],
  ])("%s", (_, activity, reason) => {
    expect(readActivity(activity)).toEqual({ kind: "ignored", reason });
  });

  it.each([
    undefined,
    null,
    1,
    "text",
    [],
    {},
    { type: 1 },
    { type: "message", conversation: { id: 1 } },
    { type: "message", conversation: { id: "a" }, entities: "x", from: { id: "29:x" }, text: 1, recipient: null },
  ])("is read without a fault: %j", (activity) => {
    expect(() => readActivity(activity)).not.toThrow();
  });
});

describe("what else the bot answers", () => {
  const data = { answer: "a1", pick: 0, "slot.server": "https://kettle.example.com" };

  it("a button, in an invoke, and in a message without text", () => {
    const invoke = inChannel({
      type: "invoke",
      name: "adaptiveCard/action",
      replyToId: "r1",
      text: undefined,
      value: { action: { type: "Action.Execute", verb: "pick", data } },
    });
    expect(readActivity(invoke)).toMatchObject({
      kind: "clicked",
      verb: "pick",
      data,
      isInDialog: false,
      replyTo: "r1",
    });
    const message = inChannel({ text: undefined, entities: [mention()], value: { verb: "pick", ...data } });
    expect(readActivity(message)).toMatchObject({ kind: "clicked", verb: "pick", isInDialog: false });
  });

  it("feedback, as Teams writes it and as others do", () => {
    const feedback = (actionValue: object) =>
      readActivity(
        inChannel({
          type: "invoke",
          name: "message/submitAction",
          replyToId: "r1",
          value: { actionName: "feedback", actionValue },
        }),
      );
    expect(feedback({ reaction: "like", feedback: '{"feedbackText":"fine"}' })).toMatchObject({
      kind: "feedback",
      rating: "up",
      said: "fine",
      replyTo: "r1",
    });
    expect(feedback({ reaction: "dislike", feedback: "plain" })).toMatchObject({ rating: "down", said: "plain" });
    expect(feedback({ reaction: "dislike" })).toMatchObject({ rating: "down", said: "" });
  });

  it("a search, as somebody types", () => {
    const search = (parameters: object[]) =>
      readActivity(
        inChannel({
          type: "invoke",
          name: "composeExtension/query",
          value: { commandId: "searchDocs", parameters, queryOptions: { skip: 25, count: 10 } },
        }),
      );
    expect(search([{ name: "q", value: " kettle " }])).toMatchObject({
      kind: "searching",
      text: "kettle",
      skip: 25,
      count: 10,
    });
    expect(search([{ name: "initialRun", value: "true" }])).toMatchObject({ kind: "searching", text: "" });
  });

  const command = (name: string, value: object) => readActivity(inChannel({ type: "invoke", name, value }));

  it("a message that was chosen, whoever wrote it, and a button of the dialog about it", () => {
    const payload = {
      id: "m0",
      from: { application: { id: "bot" } },
      body: { contentType: "html", content: "<p>how?" },
    };
    const asked = { commandId: "answerFromDocs", commandContext: "message", messagePayload: payload };
    const { text: _, entities: __, type: ___, ...place } = inChannel();
    expect(command("composeExtension/fetchTask", asked)).toMatchObject({
      ...{
        kind: "asking",
        text: "how?",
        scope: "channel",
        tenant: "t1",
        user: "ann",
        conversation: place.conversation.id,
      },
    });
    const sent = { ...asked, data: { verb: "pick", ...data } };
    expect(command("composeExtension/submitAction", sent)).toMatchObject({
      ...{ kind: "clicked", verb: "pick", data, isInDialog: true },
    });
  });

  it.each([
    ["ask how?", "how?"],
    ["/ask how?", "how?"],
    ["help", "help"],
    ["about", "about"],
    ["config kettle", "config kettle"],
  ])("a message that was chosen and begins with a command: %s", (content, text) => {
    const messagePayload = { body: { contentType: "text", content } };
    expect(command("composeExtension/fetchTask", { commandId: "answerFromDocs", messagePayload })).toMatchObject({
      text,
    });
  });

  it.each(["composeExtension/query", "composeExtension/fetchTask", "composeExtension/submitAction"])(
    "a command of another version: %s",
    (name) => {
      for (const commandId of ["elsewhere", undefined, 1, "toString"])
        expect(command(name, { commandId })).toMatchObject({ kind: "strange", tenant: "t1" });
    },
  );

  it("one welcome, and a farewell", () => {
    expect(readActivity(inPerson({ type: "installationUpdate", action: "add" }))).toMatchObject({ kind: "installed" });
    expect(readActivity(inPerson({ type: "conversationUpdate", membersAdded: [BOT] }))).toMatchObject({
      kind: "ignored",
    });
    expect(readActivity(inChannel({ type: "installationUpdate", action: "add" }))).toMatchObject({ kind: "ignored" });
    expect(readActivity(inChannel({ type: "conversationUpdate", membersAdded: [BOT] }))).toMatchObject({
      kind: "installed",
    });
    expect(readActivity(inPerson({ type: "installationUpdate", action: "remove-upgrade" }))).toMatchObject({
      kind: "removed",
    });
  });

  it("somebody of another organisation is known", () => {
    expect(readActivity(inPerson({ from: { id: "29:x", tenantId: "t2" } }))).toMatchObject({ isExternal: true });
  });

  it("an older activity without the kind of its place", () => {
    const at = (conversation: object) => readActivity(inChannel({ conversation }));
    expect(at({ id: "19:a@thread.tacv2;messageid=1", isGroup: true })).toMatchObject({ scope: "channel" });
    expect(at({ id: "19:a@thread.v2", isGroup: true })).toMatchObject({ scope: "groupChat" });
    expect(at({ id: "a:1" })).toMatchObject({ scope: "personal" });
  });
});
