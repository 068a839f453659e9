import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import type { Intent } from "../../src/intents/definition.ts";
import { formActivity, readForm, renderForm } from "../../src/teams/rendering/form.ts";
import { renderAnswer } from "../../src/teams/rendering/render.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { kettle, slot, withSlots } from "../answering/kitchenslots.ts";
import { ANSWERS } from "../answers.ts";
import { text } from "../slack/hostile.ts";
import { validateCard } from "./validate.ts";

/** What Teams sends when a form is sent: texts, beside what the card says of itself. */
const entered = (values: Readonly<Record<string, unknown>>) => ({
  answer: "a1",
  intent: "kettle-settings",
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`slot.${name}`, value])),
});
const inputs = (intent: Intent, values = {}) =>
  renderForm(intent, values, "a1").body.flatMap((one) => ("id" in one ? [one] : []));

describe("a form", () => {
  it("has a field for each slot, filled in with what is known, else with the default", () => {
    expect(validateCard(renderForm(kettle, { degrees: "90", kind: "steel" }, "a1"))).toEqual([]);
    expect(
      inputs(kettle, { degrees: "90", kind: "steel" }).map(({ id, type, isRequired, value }) => [
        id,
        type,
        isRequired,
        value,
      ]),
    ).toEqual([
      ["slot.server", "Input.Text", true, undefined],
      ["slot.room", "Input.Text", false, "kitchen"],
      ["slot.degrees", "Input.Number", false, 90],
      ["slot.firmware", "Input.Text", false, "2.0"],
      ["slot.kind", "Input.ChoiceSet", false, "steel"],
    ]);
    expect(inputs(kettle)[0]).toMatchObject({
      label: "Server: At which address is the kettle?",
      errorMessage: "At which address is the kettle?",
    });
  });

  it("stands below the question, on its own, where the rules are at hand", () => {
    const context = { answerId: "a1", scope: "personal", canAskPerson: false, aiLabel: false } as const;
    const [, , form] = renderAnswer(ANSWERS.ask as never, { ...context, intentOf: () => kettle });
    expect(form?.attachments?.[0]?.content.actions).toEqual([
      {
        type: "Action.Execute",
        title: VOICE.submit,
        verb: "submitForm",
        data: { answer: "a1", intent: "kettle-settings" },
        style: "positive",
      },
    ]);
    expect(form?.text).toBeUndefined();
  });

  it("does not begin with what it would refuse", () => {
    expect(
      inputs(kettle, { server: "javascript:alert(1)", room: "", degrees: "9", kind: "wood" }).map(({ value }) => value),
    ).toEqual([undefined, undefined, undefined, "2.0", undefined]);
  });

  it("lets the client say at once what is no value, as far as its patterns mean the same", () => {
    const regex = (parts: object) => {
      const [input] = inputs(withSlots([slot(parts)]));
      return input?.type === "Input.Text" ? input.regex : undefined;
    };
    expect(regex({})).toBe("^\\s*[a-z]{3,10}\\s*$");
    expect(regex({ pattern: "[a-z][a-z0-9-]{2,62}" })).toBe("^\\s*[a-z][a-z0-9-]{2,62}\\s*$");
    for (const pattern of ["(a+)+$", "\\pL+", "(?i)a", "[[:alpha:]]", "a|b", "^.*$"])
      expect(regex({ pattern })).toBeUndefined();
    const url = new RegExp(regex({ kind: "url", schemes: ["https"], path: "keep" }) ?? "");
    expect(["https://a.example", " s3a://b ", "a.example"].map((one) => url.test(one))).toEqual([true, true, false]);
    const version = new RegExp(regex({ kind: "version" }) ?? "");
    expect(["v2.1", "14.3.x", "two"].map((one) => version.test(one))).toEqual([true, true, false]);
  });

  it("has a list to type in where there are many choices, and a text field where there are more than a list holds", () => {
    const values = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, []]));
    const look = [12, 13, 500, 501].map((count) => {
      const [input] = inputs(withSlots([slot({ kind: "choice", values: values(count) })]));
      return input?.type === "Input.ChoiceSet" ? input.style : input?.type;
    });
    expect(look).toEqual(["compact", "filtered", "filtered", "Input.Text"]);
  });

  it("is one that Teams takes, whatever is written in rules and values (A38, A43)", () => {
    const hostile = fc.record({
      name: fc.stringMatching(/^[\w-]{1,40}$/),
      default: fc.option(text, { nil: undefined }),
      placeholder: text,
      prompt: text,
      invalid: text,
      kind: fc.constantFrom("name", "choice", "number", "version", "url"),
      values: fc.dictionary(text, fc.constant([])),
      least: fc.constant(1),
      most: fc.constant(9),
      schemes: fc.constant(["https"]),
    });
    const slots = fc.uniqueArray(hostile, { maxLength: 8, selector: ({ name }) => name });
    fc.assert(
      fc.property(slots, text, fc.dictionary(fc.string(), text), (parts, title, values) => {
        const card = renderForm(withSlots(parts.map(slot), title), values, "a1", values);
        expect(validateCard(card).filter(({ message }) => !message.includes("bytes"))).toEqual([]);
        expect(stringsIn(card).filter((one) => HIDDEN.test(one))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("A45 that is too long for a message is a button", () => {
    const many = withSlots(
      Array.from({ length: 100 }, (_, at) => slot({ name: `room${at}`, prompt: "p".repeat(400) })),
    );
    expect(formActivity(many, {}, "a1")).toBeUndefined();
    const context = { answerId: "a1", scope: "personal", canAskPerson: false, aiLabel: false } as const;
    const activities = renderAnswer(ANSWERS.ask as never, { ...context, intentOf: () => many });
    expect(JSON.stringify(activities.at(-1))).toContain('"verb":"fillForm"');
  });
});

describe("a form that was sent", () => {
  it("gives its values, as the rules write them; an empty field means the default", () => {
    const data = entered({
      server: " https://kettle.example.com/x/ ",
      room: "",
      degrees: "90",
      firmware: "v2.1",
      kind: "steel",
    });
    const values = { server: "https://kettle.example.com", degrees: "90", firmware: "2.1", kind: "steel" };
    expect(readForm(data, kettle)).toEqual({ kind: "values", values });
    expect(readForm({ ...data, "slot.degrees": 90 }, kettle)).toEqual({ kind: "values", values });
  });

  it("says what is wrong above the field that is, in the words of the rules", () => {
    const filled = readForm(
      entered({ server: "javascript:alert(1)", room: "Bath_2", degrees: "9", kind: "wood" }),
      kettle,
    );
    const errors = {
      server: "javascript:alert(1) is no address of a kettle. Which one is it?",
      room: "Bath_2 is no room. Which one is it?",
      degrees: "9 degrees are not for a kettle. How many shall it be?",
      kind: "wood is not a valid value for kind.",
    };
    expect(filled).toEqual({ kind: "errors", errors });
    const again = renderForm(kettle, {}, "a1", errors);
    expect(validateCard(again)).toEqual([]);
    expect(JSON.stringify(again.body[1])).toContain(errors.server);
  });

  it("does not take a secret for a value, and does not repeat it (A67)", () => {
    const secret = `xoxb-${"1".repeat(12)}-abcdefghijkl`;
    const filled = readForm(entered({ room: secret }), withSlots([slot({ pattern: "^.*$" })]));
    expect(filled.kind).toBe("errors");
    expect(JSON.stringify(filled)).not.toContain("xoxb");
  });

  it.each([
    undefined,
    null,
    1,
    "text",
    [],
    {},
    { server: "https://kettle.example.com" },
    entered({ server: null }),
    entered({ server: { value: 1 } }),
  ])("that is none is as one left empty: %j", (data) => {
    expect(readForm(data, kettle)).toEqual({ kind: "errors", errors: { server: "At which address is the kettle?" } });
  });

  it("may have fields named as what objects have, or as what the card says of itself (A55)", () => {
    const intent = withSlots(
      ["constructor", "__proto__", "answer", "intent"].map((name) => slot({ name, default: "abc" })),
    );
    expect(validateCard(renderForm(intent, {}, "a1"))).toEqual([]);
    expect(readForm(entered({}), intent)).toEqual({ kind: "values", values: {} });
    expect(readForm(entered({ answer: "bath" }), intent)).toEqual({ kind: "values", values: { answer: "bath" } });
  });
});
