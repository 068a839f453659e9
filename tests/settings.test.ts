import { expect, it } from "vitest";
import { DEFAULT_SETTINGS, readSettings } from "../src/settings.ts";

const teams = { channels: [], external: false, sources: {}, aiLabel: false };

it("everything may be left out", () => {
  expect(readSettings("", "c.yaml")).toEqual(DEFAULT_SETTINGS);
  expect(DEFAULT_SETTINGS).toEqual({
    slack: { channels: [], connect: false, guests: false, sources: {} },
    teams,
    limits: { parallel: 8, waiting: 1000, perThread: 5, perPerson: 20, perChannel: 100 },
  });
});

it("reads what an operator decides", () => {
  const yaml =
    "slack:\n  channels: [C1]\n  supportChannel: C2\n  connect: true\nteams: {supportUrl: https://help.example.com}\nlimits: {parallel: 2}";
  expect(readSettings(yaml, "c.yaml")).toEqual({
    slack: { channels: ["C1"], supportChannel: "C2", connect: true, guests: false, sources: {} },
    teams: { ...teams, supportUrl: "https://help.example.com" },
    limits: { parallel: 2, waiting: 1000, perThread: 5, perPerson: 20, perChannel: 100 },
  });
});

it("names every fault with file and line", () => {
  expect(() => readSettings("slack:\n  channel: [C1]\nlimits:\n  parallel: 0\n", "c.yaml")).toThrow(
    /^c\.yaml:1: slack: .*"channel".*\nc\.yaml:4: limits\.parallel: /,
  );
  expect(() => readSettings("slack: [", "c.yaml")).toThrow(/^c\.yaml:1: /);
});
