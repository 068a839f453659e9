import { afterEach, describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { openStore } from "../../src/store/open.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { PAGES } from "../answering/kitchen.ts";
import { bytesIn, chanceOf, FRAMES, leaksInBytes, secretForms, seeded } from "../answering/secretforms.ts";
import { openTeams, type TeamsWorld } from "./world.ts";

const open: TeamsWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** One message of each form, in one frame after the other. */
const PASTED = secretForms(chanceOf(seeded(17))).map((form, at) => {
  const frame = FRAMES[(at * 7) % FRAMES.length] as (typeof FRAMES)[number];
  return { ...form, message: frame.write(form.text) };
});

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>" };
const html = (text: string): string => `<p>${text.replace(/[&<>\n]/g, (sign) => ENTITIES[sign] as string)}</p>`;

/** Every way in which words of people come in. */
function waysInto({ direct, mention, invoke, post }: TeamsWorld) {
  const answered = { replyToId: "sent-1" };
  const payload = (content: string, contentType: string) => ({
    commandId: "answerFromDocs",
    messagePayload: { id: "m0", from: { user: { id: "bob" } }, body: { contentType, content } },
  });
  let edits = 0;
  const ways: readonly ((text: string) => Promise<unknown>)[] = [
    (text) => direct(text),
    (text) => mention(text),
    (text) => post({ text: "", attachments: [{ contentType: "text/html", content: html(text) }] }),
    (text) =>
      direct(text, {
        ...{ id: "q1", type: "messageUpdate", localTimestamp: `edit ${++edits}` },
        channelData: { eventType: "editMessage" },
      }),
    (text) => invoke("composeExtension/query", { commandId: "searchDocs", parameters: [{ name: "q", value: text }] }),
    (text) => invoke("composeExtension/fetchTask", payload(html(text), "html")),
    (text) => invoke("composeExtension/fetchTask", payload(text, "text")),
    (text) =>
      invoke(
        "message/submitAction",
        {
          actionName: "feedback",
          actionValue: { reaction: "dislike", feedback: JSON.stringify({ feedbackText: text }) },
        },
        answered,
      ),
    // A form whose fields were filled with it, also fields that it does not have.
    (text) =>
      invoke("adaptiveCard/action", {
        action: {
          type: "Action.Execute",
          verb: "submitForm",
          data: {
            ...{ answer: "a1", intent: "kettle-settings", "slot.server": "https://kettle.example.com", note: text },
            ...{ "slot.room": "kitchen", "slot.degrees": "90", "slot.kind": "glass", "slot.other": text },
          },
        },
      }),
    (text) =>
      invoke("adaptiveCard/action", {
        action: { verb: "submitForm", data: { intent: "kettle-settings", "slot.server": text, "slot.room": text } },
      }),
  ];
  return ways;
}

describe("80 secrets, sent to the running bot that keeps questions (A67, A69, A70)", () => {
  it("are in nothing that it sends, logs at debug or writes down, while it works and afterwards", async () => {
    const world = await openTeams({
      keepQuestions: true,
      settings: { limits: { perThread: 1_000, perPerson: 1_000, perChannel: 1_000 } },
    });
    open.push(world);
    await world.direct("how do I descale the kettle?", { id: "q1" });
    const out: unknown[] = [await world.settled()];
    const kept: string[] = [];
    const ways = waysInto(world);
    for (const [at, { message }] of PASTED.entries()) {
      out.push(await ways[at % ways.length]?.(message));
      if (at % 20 === 19) kept.push(bytesIn(world.folder));
    }
    out.push(await world.settled(), world.teams.sent);
    kept.push(bytesIn(world.folder));
    const { store } = await openStore(await world.park(), Date.now, { keepQuestions: true });
    const [answers, opinions] = [await store.answers.recent(0, 500), await store.feedback.counts()];
    await store.close();
    kept.push(bytesIn(world.folder));
    const all = JSON.stringify([out, answers, opinions]) + world.lines.join("\n") + kept.join("\n");
    const secrets = PASTED.flatMap((form) => form.secrets);
    expect(leaksInBytes(all, secrets)).toEqual([]);
    // Of all that was said, the question without a secret was kept; opinions were, too, without theirs.
    expect(leaksInBytes(kept.join(""), ["how do I descale"])).toContain("how do");
    expect(answers.flatMap(({ question }) => (question?.trim() ? [question] : []))).toEqual([
      "how do I descale the kettle?",
    ]);
    expect([opinions.down > 0, JSON.stringify(opinions.reasons).includes("████")]).toEqual([true, true]);
    expect(all.split(VOICE.secret.slice(0, 40)).length).toBeGreaterThan(10);
    expect(all.split(VOICE.secretThere.slice(0, 40)).length).toBeGreaterThan(10);
  });
});

describe("documentation with characters that nobody sees", () => {
  it("is quoted without them, in messages, cards, their links and what is found (A29)", async () => {
    const hidden = "\u{E0064}\u{E0065}\u200B\u{E0100}\u00AD";
    const pages = Object.fromEntries(
      Object.entries(PAGES).map(([path, text]) => [path, text.replaceAll("ttle", `t${hidden}tle`)]),
    );
    const world = await openTeams({ kitchen: { pages } });
    open.push(world);
    for (const text of [
      "how do I descale the kettle?",
      "settings of the kettle",
      "give me the kettle settings",
      "wombat",
    ])
      await world.direct(text);
    const found = await world.invoke("composeExtension/query", {
      commandId: "searchDocs",
      parameters: [{ name: "q", value: "fridge kettle" }],
    });
    const sent = [await world.settled(), found];
    expect(stringsIn(sent).filter((one) => HIDDEN.test(one))).toEqual([]);
    expect(JSON.stringify(sent)).toContain("kettle");
  });
});
