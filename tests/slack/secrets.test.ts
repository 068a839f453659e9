import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import { openStore } from "../../src/store/open.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { PAGES } from "../answering/kitchen.ts";
import { bytesIn, chanceOf, FRAMES, leaksIn, leaksInBytes, secretForms, seeded } from "../answering/secretforms.ts";
import { click, openWorld, until, type World } from "./world.ts";

const open: World[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** One message of each form, in one frame after the other. */
const PASTED = secretForms(chanceOf(seeded(13))).map((form, at) => {
  const frame = FRAMES[at % FRAMES.length] as (typeof FRAMES)[number];
  return { ...form, message: frame.write(form.text) };
});

describe("80 secrets, sent to the running bot that keeps questions (A67, A69, A70)", () => {
  it("are in nothing that it sends, logs at debug or writes down, while it works and afterwards", async () => {
    const limits = { perThread: 1_000, perPerson: 1_000, perChannel: 1_000 };
    const world = await openWorld({ keepQuestions: true, settings: { limits } });
    open.push(world);
    const ask = [
      (text: string) => world.mention(text),
      (text: string) => world.direct(text),
      (text: string) => world.command(text),
      // A value that is asked for, in the thread that asks for it.
      async (text: string) => {
        const thread = `1600000${String(open.length + world.asked.length).padStart(3, "0")}.000100`;
        await world.mention("give me the kettle settings", { thread_ts: thread });
        await world.settled();
        return world.mention(text, { thread_ts: thread });
      },
    ] as const;
    const kept: string[] = [];
    for (const [at, { message }] of PASTED.entries()) {
      await ask[at % ask.length]?.(message);
      // What waits is kept, too.
      if (at % 20 === 19) kept.push(bytesIn(world.folder));
    }
    await world.settled();
    kept.push(bytesIn(world.folder));
    const file = await world.park();
    const { store } = await openStore(file, Date.now, { keepQuestions: true });
    const answers = await store.answers.recent(0, 500);
    await store.close();
    kept.push(bytesIn(world.folder), JSON.stringify(answers));
    const out = [
      inspect(world.slack.calls, { depth: 20, maxStringLength: null, maxArrayLength: null }),
      ...world.lines,
      ...kept,
    ];
    const all = out.join("\n");
    const secrets = PASTED.flatMap((form) => form.secrets);
    expect(leaksInBytes(all, secrets)).toEqual([]);
    expect(leaksInBytes(kept.join(""), ["give me the kettle"])).toContain("kettle");
    // The bot was asked, and wrote things down; it kept no question that had held a secret.
    expect(answers.length).toBeGreaterThanOrEqual(PASTED.length);
    expect(
      answers.filter(({ question }) => question?.trim() && !question.endsWith("give me the kettle settings")),
    ).toEqual([]);
    expect(world.lines.length).toBeGreaterThan(0);
    expect(all.split(VOICE.secret).length).toBeGreaterThan(PASTED.length / 2);
  });

  it("are not in what a person is asked to answer", async () => {
    const world = await openWorld();
    open.push(world);
    const secret = PASTED.find(({ name }) => name === "a sentence");
    await world.mention(`does the wombat fly? ${secret?.text}`);
    await world.settled();
    const [{ ts = "", blocks = [] } = {}] = world.slack.posted;
    await world.send(click(world.slack, blocks, { actionId: "ask_person", ts }), "payload");
    const consent = await until(() => world.slack.of("response_url")[0]);
    await world.send(click(world.slack, consent.args.blocks, { actionId: "post_question" }), "payload");
    await until(() => world.slack.posted.length === 2);
    const [posted] = world.slack.posted.filter(({ channel }) => channel === "C0HELP");
    expect(posted?.text).toContain("does the wombat fly? my password is ████");
    expect(leaksIn(JSON.stringify(world.slack.calls), secret?.secrets ?? [])).toEqual([]);
  });
});

describe("documentation with characters that nobody sees", () => {
  it("is quoted without them, in messages, their fallback and their links (A29)", async () => {
    const hidden = "\u{E0064}\u{E0065}\u200B\u{E0100}\u00AD";
    const pages = Object.fromEntries(
      Object.entries(PAGES).map(([path, text]) => [
        path,
        text.replaceAll("ttle", `t${hidden}tle`).replaceAll("boil", `bo${hidden}il`),
      ]),
    );
    const world = await openWorld({ kitchen: { pages } });
    open.push(world);
    for (const text of [
      "how do I descale the kettle?",
      "settings of the kettle",
      "give me the kettle settings",
      "wombat",
    ])
      await world.mention(text);
    await world.settled();
    expect(world.slack.posted.length).toBe(4);
    expect(stringsIn(world.slack.calls.map(({ args }) => args)).filter((one) => HIDDEN.test(one))).toEqual([]);
    expect(JSON.stringify(world.slack.posted)).toContain("kettle");
  });
});
