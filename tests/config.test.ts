import { expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

it.each([
  [{}, { dataDir: "./data", colour: true }],
  [
    { DATA_DIR: "", NO_COLOR: "" },
    { dataDir: "./data", colour: true },
  ],
  [{ DATA_DIR: "elsewhere/index" }, { dataDir: "elsewhere/index", colour: true }],
  [{ NO_COLOR: "1" }, { dataDir: "./data", colour: false }],
  [
    { NO_COLOR: "0", DATA_DIR: "x", HOME: "y" },
    { dataDir: "x", colour: false },
  ],
])("reads %j", (environment, config) => {
  expect(readConfig(environment)).toEqual(config);
});
