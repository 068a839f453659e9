import { type Config, readConfig } from "../src/config.ts";
import type { Loaded } from "../src/knowledge.ts";
import { createLog } from "../src/log.ts";
import type { Bot } from "../src/platforms.ts";
import { DEFAULT_SETTINGS, type Settings } from "../src/settings.ts";
import { createKitchen, type Kitchen, PAGES } from "./answering/kitchen.ts";
import { ruled } from "./answering/kitchenrules.ts";

export type SomeSettings = { readonly [Part in keyof Settings]?: Partial<Settings[Part]> | undefined };

/** The whole bot over a small documentation, for whichever platform the configuration names. */
export function kitchenBot(
  config: Partial<Config>,
  { slack, teams, limits }: SomeSettings,
  kitchen: Partial<Kitchen> | undefined,
  dataDir: string,
  write: (line: string) => void,
): Bot {
  const load = (pages: Kitchen["pages"] = PAGES): Loaded => {
    const { knowledge, rulebook } = ruled(createKitchen({ pages, ...kitchen }));
    const sources = [{ id: "kitchen", pages: 3, sections: 9, revision: "r1" }];
    return {
      knowledge: { ...knowledge, about: { ...knowledge.about, sources } },
      rulebook,
      faults: [],
      fromSaved: false,
    };
  };
  return {
    config: { ...readConfig({}), dataDir, port: 0, logLevel: "debug", ...config },
    settings: {
      slack: { ...DEFAULT_SETTINGS.slack, ...slack },
      teams: { ...DEFAULT_SETTINGS.teams, ...teams },
      limits: { ...DEFAULT_SETTINGS.limits, ...limits },
    },
    loaded: load(),
    loadOnly: (ids) => load(Object.fromEntries(ids.map((id) => [`${id}.md`, PAGES[`${id}.md`] as string]))),
    command: "/docs",
    prompts: [{ title: "Tea", message: "how do I make tea" }],
    scopes: ["chat:write", "users:read"],
    log: createLog("debug", write, Date.now),
  };
}
