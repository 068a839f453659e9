import { describe, expect, it } from "vitest";
import { createBreaker } from "../../src/delivery/breaker.ts";
import { createRateLimits } from "../../src/delivery/ratelimits.ts";
import type { Intent } from "../../src/intents/definition.ts";
import { offerIntents } from "../../src/slack/forms.ts";
import type { Desk } from "../../src/slack/messages.ts";
import { kettle } from "../answering/kitchenslots.ts";
import { validateView } from "./validate.ts";

/** The view that the shortcut opens, if there are that many configurations. */
async function opened(count: number): Promise<{ readonly blocks: readonly unknown[] }> {
  const views: { view: { blocks: readonly unknown[] } }[] = [];
  const intents = Array.from({ length: count }, (_, at): Intent => ({ ...kettle, id: `kettle-${at}` }));
  const desk = {
    intents,
    isGuest: async () => false,
    client: { views: { open: async (one: (typeof views)[number]) => void views.push(one) } },
    patience: {
      ...{ sleep: async () => undefined, chance: () => 0, ticks: () => 0, most: 1_000 },
      ...{ breaker: createBreaker(() => 0), limits: createRateLimits(() => 0) },
    },
  };
  await offerIntents({ trigger_id: "t1", user: { id: "U1" } }, desk as unknown as Desk);
  const [first] = views;
  if (!first) throw new Error("no view was opened");
  return first.view;
}

const selectOf = ({ blocks }: { readonly blocks: readonly unknown[] }) =>
  (blocks[1] as { elements: Record<string, unknown>[] }).elements[0];

describe("which configuration", () => {
  it("is a menu with all of them, if they are a handful", async () => {
    const view = await opened(5);
    expect(validateView(view)).toEqual([]);
    expect(selectOf(view)).toMatchObject({ type: "static_select", options: { length: 5 } });
  });

  it("is typed, if there are more: the menu asks for them", async () => {
    const view = await opened(6);
    expect(validateView(view)).toEqual([]);
    expect(selectOf(view)).toEqual({
      type: "external_select",
      action_id: "choose_intent",
      placeholder: { type: "plain_text", text: "Which configuration do you need?", emoji: false },
      min_query_length: 0,
    });
  });

  it("is nothing, if there are none", async () => {
    expect((await opened(0)).blocks).toHaveLength(1);
  });
});
