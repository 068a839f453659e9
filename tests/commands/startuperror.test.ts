import { expect, it } from "vitest";
import { startupError } from "../../src/commands/startuperror.ts";
import { ConfigError } from "../../src/config.ts";

const listening = (code: string) => Object.assign(new Error(code), { code, syscall: "listen" });
const place = { port: 80, host: "10.9.8.7" };

it.each([
  [listening("EADDRINUSE"), "PORT=80 is in use: stop the program that uses it, or set another port"],
  [listening("EACCES"), "PORT=80 is not allowed for this account: set a port of 1024 or higher"],
  [listening("EADDRNOTAVAIL"), "HOST=10.9.8.7 is not an address of this machine: set one that is, such as 127.0.0.1"],
  [
    Object.assign(new Error("dns"), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "10.9.8.7" }),
    "HOST=10.9.8.7 is not an address of this machine: set one that is, such as 127.0.0.1",
  ],
  [
    Object.assign(new Error("refused"), { code: "slack_webapi_platform_error", data: { error: "invalid_auth" } }),
    "Slack refuses SLACK_APP_TOKEN (invalid_auth): create an app-level token with connections:write and copy it again",
  ],
])("names the setting to blame and the cure: %s", (error, message) => {
  expect(startupError(error, place)).toEqual(new ConfigError(message));
});

it.each([
  listening("EMFILE"),
  new Error("a bug"),
  Object.assign(new Error("dns"), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "slack.com" }),
])("returns other errors unchanged: %s", (error) => {
  expect(startupError(error, place)).toBe(error);
});
