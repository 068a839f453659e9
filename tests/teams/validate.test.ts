import { describe, expect, it } from "vitest";
import { type Activity, cardActivity, textActivity } from "../../src/teams/rendering/activity.ts";
import { type AdaptiveCard, createCard, type Element } from "../../src/teams/rendering/adaptivecard.ts";
import { execute, literally, says } from "../../src/teams/rendering/elements.ts";
import { renderAnswer } from "../../src/teams/rendering/render.ts";
import { ANSWERS } from "../answers.ts";
import { validateActivity, validateCard } from "./validate.ts";

const [good] = renderAnswer(ANSWERS.table as never, {
  answerId: "a1",
  scope: "channel",
  canAskPerson: false,
  aiLabel: false,
});
const entity = (good as Activity).entities?.[0];
const messages = (faults: readonly { readonly message: string }[]): string =>
  faults.map(({ message }) => message).join("; ");
const claimed = (change: (claim: Record<string, unknown>) => object) => ({
  ...good,
  entities: [
    { ...entity, citation: (entity?.citation ?? []).map((claim) => ({ ...claim, ...change(claim as never) })) },
  ],
});
const appearing = (parts: object) =>
  claimed(({ appearance }) => ({ appearance: { ...(appearance as object), ...parts } }));

describe("a message that Teams would refuse, or that would call people", () => {
  it.each<readonly [string, unknown, RegExp]>([
    ["of 20 KB and more", textActivity("x".repeat(10_241)), /units|bytes/],
    [
      "of 28 KB and more",
      { ...textActivity("x"), suggestedActions: { to: ["x".repeat(14_400)], actions: [] } },
      /bytes/,
    ],
    ["that says nothing", { type: "message" }, /says nothing/],
    ["with a text beside a card", { ...textActivity("x"), ...cardActivity(createCard([says("x")])) }, /beside a text/],
    ["in a format of its own", { ...textActivity("x"), textFormat: "xml" }, /must be one of/],
    ["with a field that is not known", { ...textActivity("x"), summary: "x" }, /is not known/],
    [
      "with a mention",
      { ...good, entities: [entity, { type: "mention", text: "<at>x</at>", mentioned: {} }] },
      /at most 1/,
    ],
    ["that is a mention", { ...good, entities: [{ type: "mention" }] }, /is not one of/],
    ["with two roots", { ...good, entities: [entity, entity] }, /at most 1/],
    ["with HTML", textActivity("a <at>b</at>"), /HTML/],
    ["with a heading", textActivity("a\n\n# b"), /heading/],
    ["with an image", textActivity("![a](https://example.com/a.png)"), /image/],
    ["with a list", textActivity("- a"), /list/],
    ["with a link to elsewhere", textActivity("[a](javascript:b)"), /leads elsewhere/],
    ["with a fence that is open", textActivity("```\na"), /not closed/],
    ["with control characters", textActivity("a\u0007"), /cannot be shown/],
    ["citing a number twice", claimed(() => ({ position: 1 })), /is there already/],
    [
      "citing what the text does not",
      claimed(({ position }) => ({ position: (position as number) + 7 })),
      /not in the text/,
    ],
    ["citing by a text", claimed(({ position }) => ({ position: String(position) })), /whole number/],
    ["with a long name", appearing({ name: "x".repeat(81) }), /at most 80/],
    ["with a long abstract", appearing({ abstract: "x".repeat(161) }), /at most 160/],
    ["without an abstract", appearing({ abstract: undefined }), /is missing/],
    ["with four keywords", appearing({ keywords: [..."abcd"] }), /at most 3/],
    ["with a long keyword", appearing({ keywords: ["x".repeat(29)] }), /at most 28/],
    ["with an address that is none", appearing({ url: "javascript:x" }), /address of the web/],
    [
      "with seven chips",
      {
        ...textActivity("x"),
        suggestedActions: { actions: [..."abcdefg"].map((value) => ({ type: "imBack", title: value, value })) },
      },
      /at most 6/,
    ],
    [
      "with a chip that says something else",
      { ...textActivity("x"), suggestedActions: { actions: [{ type: "imBack", title: "a", value: "b" }] } },
      /something else/,
    ],
  ])("%s", (_, activity, fault) => {
    expect(messages(validateActivity(activity))).toMatch(fault);
  });

  it("more than twenty citations", () => {
    const citation = Array.from({ length: 21 }, (_, at) => ({ ...entity?.citation?.[0], position: at + 1 }));
    const text = citation.map(({ position }) => `[${position}]`).join(" ");
    expect(messages(validateActivity({ ...good, text, entities: [{ ...entity, citation }] }))).toMatch(/at most 20/);
  });
});

describe("a card that Teams would refuse, or show as nothing", () => {
  const input: Element = {
    type: "Input.Text",
    id: "a",
    label: "A",
    isRequired: true,
    errorMessage: "A?",
    placeholder: "a",
    maxLength: 9,
  };
  const send = { ...execute("Send", "submitForm", {}), associatedInputs: undefined };
  const of = (body: readonly unknown[], actions: readonly unknown[] = [send]) => ({ ...createCard([]), body, actions });
  const code = { type: "CodeBlock", codeSnippet: "a", language: "Json", fallback: literally("a") };

  it("none of these", () => {
    expect(validateCard(of([says("a"), literally("*a*"), input, code]))).toEqual([]);
  });

  it.each<readonly [string, unknown, RegExp]>([
    ["an element that is not known", of([{ type: "Image", url: "https://example.com/a.png" }]), /is not one of/],
    ["another version", { ...of([says("a")]), version: "1.6" } as unknown as AdaptiveCard, /must be one of 1.5/],
    ["code without a fallback", of([{ ...code, fallback: undefined }]), /is missing/],
    ["code in an unknown language", of([{ ...code, language: "Yaml" }]), /must be one of/],
    ["Markdown in a text", of([says("[a](https://example.com)")]), /holds Markdown/],
    ["inputs of one name", of([input, input]), /is there already/],
    ["an input without a label", of([{ ...input, label: "" }]), /empty/],
    ["an input that is not sent", of([input], [execute("Send", "pick", {})]), /no button/],
    ["a pattern that is none", of([{ ...input, regex: "(" }]), /is no pattern/],
    [
      "a range with nothing in it",
      of([{ ...input, type: "Input.Number", maxLength: undefined, min: 2, max: 1 }]),
      /nothing in it/,
    ],
    [
      "a choice that is none",
      of([
        {
          ...input,
          type: "Input.ChoiceSet",
          maxLength: undefined,
          style: "compact",
          choices: [{ title: "a", value: "a" }],
          value: "b",
        },
      ]),
      /no choice/,
    ],
    [
      "seven buttons",
      of(
        [says("a")],
        Array.from({ length: 7 }, () => send),
      ),
      /at most 6/,
    ],
    ["a verb that nobody answers", of([says("a")], [{ ...send, verb: "other" }]), /must be one of/],
    ["data that says more than an id", of([says("a")], [{ ...send, data: { a: { b: "c" } } }]), /short texts/],
    [
      "an address that is none",
      of([says("a")], [{ type: "Action.OpenUrl", title: "a", url: "file:///x" }]),
      /address of the web/,
    ],
    ["more than 28 KB", of(Array.from({ length: 10 }, () => literally("x".repeat(4_000)))), /bytes/],
  ])("%s", (_, card, fault) => {
    expect(messages(validateCard(card))).toMatch(fault);
    expect(
      messages(
        validateActivity({
          type: "message",
          attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
        }),
      ),
    ).toMatch(fault);
  });
});
