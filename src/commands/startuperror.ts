import { type Config, ConfigError } from "../config.ts";

/** What Node and Slack's library tell of a failure. */
type Failure = Error & {
  readonly code?: string;
  readonly syscall?: string;
  readonly hostname?: string;
  readonly data?: { readonly error?: string };
};

/** A failed start as a ConfigError that names the setting and the cure, where a setting is to blame; else the error as it is. */
export function startupError(error: unknown, { port, host }: Pick<Config, "port" | "host">): unknown {
  const { code, syscall, hostname, data } = error as Failure;
  if (code === "slack_webapi_platform_error")
    return new ConfigError(
      `Slack refuses SLACK_APP_TOKEN (${data?.error}): make an app-level token with connections:write, and copy it`,
    );
  if (syscall !== "listen" && hostname !== host) return error;
  switch (code) {
    case "EADDRINUSE":
      return new ConfigError(`PORT=${port} is in use: stop the program that listens there, or set another port`);
    case "EACCES":
      return new ConfigError(`PORT=${port} may not be used by this account: set one from 1024 on`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ConfigError(`HOST=${host} is no address of this machine: set one that is, such as 127.0.0.1`);
    default:
      return error;
  }
}
