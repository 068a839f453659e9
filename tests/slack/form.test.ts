import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VOICE } from "../../src/answering/voice.ts";
import type { Slot } from "../../src/intents/definition.ts";
import { FORM, readForm, renderForm } from "../../src/slack/rendering/form.ts";
import { HIDDEN, stringsIn } from "../answering/hidden.ts";
import { kettle, slot, withSlots } from "../answering/kitchenslots.ts";
import { text } from "./hostile.ts";
import { validateView } from "./validate.ts";

/** What Slack sends when a form is sent. */
const entered = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      {
        value:
          name === "kind"
            ? { type: "static_select", selected_option: { text: { type: "plain_text", text: value }, value } }
            : { type: "plain_text_input", value },
      },
    ]),
  );

describe("a form", () => {
  it("has a field for each slot, filled in with what is known, else with the default", () => {
    const view = renderForm(kettle, { degrees: "90", kind: "steel" }, "answer a1");
    expect(validateView(view)).toEqual([]);
    expect(view).toMatchObject({
      callback_id: FORM,
      private_metadata: "answer a1",
      title: { text: "Settings of the kettle" },
    });
    const fields = (view.blocks as unknown[]).map((block) => {
      const { block_id, optional, element } = block as {
        block_id: string;
        optional: boolean;
        element: Record<string, unknown>;
      };
      const { value } = (element.initial_option ?? {}) as { value?: string };
      return [block_id, element.type, optional, element.initial_value ?? value];
    });
    expect(fields).toEqual([
      ["server", "plain_text_input", false, undefined],
      ["room", "plain_text_input", true, "kitchen"],
      ["degrees", "plain_text_input", true, "90"],
      ["firmware", "plain_text_input", true, "2.0"],
      ["kind", "static_select", true, "steel"],
    ]);
    expect(view.blocks[0]).toMatchObject({
      label: { text: "Server" },
      hint: { text: "At which address is the kettle?" },
    });
  });

  it("does not begin with what it would refuse", () => {
    const { blocks } = renderForm(kettle, { server: "javascript:alert(1)", room: "" }, "");
    expect(JSON.stringify(blocks.slice(0, 2))).not.toContain("initial_value");
  });

  it("A44 has a short title; a long one stands whole above the fields", () => {
    const view = renderForm(withSlots([slot({})], "A title of more than 24 characters"), {}, "");
    expect(validateView(view)).toEqual([]);
    expect(view.title.text).toBe("A title of more than 24…");
    expect(JSON.stringify(view.blocks[0])).toContain("A title of more than 24 characters");
  });

  it("A44 has a text field where a menu would be too long", () => {
    const values = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, []]));
    const types = [100, 101].map((count) =>
      JSON.stringify(renderForm(withSlots([slot({ kind: "choice", values: values(count) } as Partial<Slot>)]), {}, "")),
    );
    expect(types.map((json) => json.includes("static_select"))).toEqual([true, false]);
  });

  it("is one that Slack takes, whatever is written in rules and values (A29, A38, A43)", () => {
    const hostile = fc.record({
      name: fc.stringMatching(/^[\w-]{1,40}$/),
      default: fc.option(text, { nil: undefined }),
      placeholder: text,
      prompt: text,
      invalid: text,
    });
    const slots = fc.uniqueArray(hostile, { maxLength: 8, selector: ({ name }) => name });
    fc.assert(
      fc.property(slots, text, fc.dictionary(fc.string(), text), (parts, title, values) => {
        const intent = withSlots(
          parts.map((one) => slot(one as Partial<Slot>)),
          title,
        );
        const form = renderForm(intent, values, "");
        expect(validateView(form)).toEqual([]);
        expect(stringsIn(form).filter((one) => HIDDEN.test(one))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a form that was sent", () => {
  it("gives its values, as the rules write them; an empty field means the default", () => {
    const state = entered({
      server: " https://kettle.example.com/x/ ",
      room: "",
      degrees: "90",
      firmware: "v2.1",
      kind: "steel",
    });
    expect(readForm(state, kettle)).toEqual({
      kind: "values",
      values: { server: "https://kettle.example.com", degrees: "90", firmware: "2.1", kind: "steel" },
    });
  });

  it("says what is wrong under the field that is, in the words of the rules", () => {
    const state = entered({
      server: "javascript:alert(1)",
      room: "Bath_2",
      degrees: "9",
      firmware: "two",
      kind: "wood",
    });
    expect(readForm(state, kettle)).toEqual({
      kind: "errors",
      errors: {
        server: "javascript:alert(1) is no address of a kettle. Which one is it?",
        room: "Bath_2 is no room. Which one is it?",
        degrees: "9 degrees are not for a kettle. How many shall it be?",
        firmware: "two is not a valid value for firmware.",
        kind: "wood is not a valid value for kind.",
      },
    });
  });

  it("asks for what is required", () => {
    expect(readForm(entered({ server: "  " }), kettle)).toEqual({
      kind: "errors",
      errors: { server: "At which address is the kettle?" },
    });
  });

  it("does not take a secret for a value, and does not repeat it (A67)", () => {
    const secret = `xoxb-${"1".repeat(12)}-abcdefghijkl`;
    const any = withSlots([slot({ pattern: "^.*$" } as Partial<Slot>)]);
    const filled = readForm(entered({ room: secret }), any);
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
    { server: null },
    { server: { value: 1 } },
    { server: { value: { value: 1 } } },
  ])("that is none is as one left empty: %j", (state) => {
    expect(readForm(state, kettle)).toMatchObject({
      kind: "errors",
      errors: { server: "At which address is the kettle?" },
    });
  });

  it("may have fields named as what objects have (A55)", () => {
    const intent = withSlots(["constructor", "__proto__", "toString"].map((name) => slot({ name, default: "abc" })));
    expect(validateView(renderForm(intent, {}, ""))).toEqual([]);
    expect(readForm({}, intent)).toEqual({ kind: "values", values: {} });
    const state = JSON.parse('{"__proto__": {"value": {"value": "bath"}}}') as unknown;
    const filled = readForm(state, intent);
    expect(filled.kind === "values" && Object.entries(filled.values)).toEqual([["__proto__", "bath"]]);
  });

  it("is of the voice's words where it is not of the rules'", () => {
    const { submit, close } = renderForm(kettle, {}, "");
    expect([submit?.text, close?.text]).toEqual([VOICE.submit, VOICE.cancel]);
  });
});
