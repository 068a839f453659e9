import { type Config, ConfigError } from "../config.ts";

/** The details that Node.js and Slack's library add to an error. */
type Failure = Error & {
  readonly code?: string;
  readonly syscall?: string;
  readonly hostname?: string;
  readonly data?: { readonly error?: string };
};

/** If a setting is to blame for a failed start, a ConfigError that names it and the cure; otherwise the error itself. */
export function startupError(error: unknown, { port, host }: Pick<Config, "port" | "host">): unknown {
  const { code, syscall, hostname, data } = error as Failure;
  if (code === "slack_webapi_platform_error")
    return new ConfigError(
      `Slack refuses SLACK_APP_TOKEN (${data?.error}): create an app-level token with connections:write and copy it again`,
    );
  if (syscall !== "listen" && hostname !== host) return error;
  switch (code) {
    case "EADDRINUSE":
      return new ConfigError(`PORT=${port} is in use: stop the program that uses it, or set another port`);
    case "EACCES":
      return new ConfigError(`PORT=${port} is not allowed for this account: set a port of 1024 or higher`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ConfigError(`HOST=${host} is not an address of this machine: set one that is, such as 127.0.0.1`);
    default:
      return error;
  }
}
