import { patient, SendFailed } from "../delivery/send.ts";
import type { Log } from "../log.ts";
import type { Desk } from "./messages.ts";
import { withPatience } from "./send.ts";

/**
 * Asks Slack at start who the bot is, and what it may do (`auth.test`): else the first asker would find out. Says what is wrong,
 * and never fails: where Slack is away, the bot waits for it as always. https://docs.slack.dev/reference/methods/auth.test
 *
 * @param scopes those of the manifest
 */
export async function checkToken(
  { client, patience, onUnauthorized }: Pick<Desk, "client" | "patience" | "onUnauthorized">,
  scopes: readonly string[],
  log: Log,
): Promise<void> {
  try {
    const { response_metadata: about } = await withPatience("auth.test", () => client.auth.test(), patient(patience));
    const granted = about?.scopes;
    const missing = granted === undefined ? [] : scopes.filter((scope) => !granted.includes(scope));
    if (missing.length > 0)
      log.warn(`Slack: the token lacks ${missing.join(", ")}; install the app again from its manifest`);
  } catch (error) {
    const failure = error instanceof SendFailed ? error.failure : undefined;
    if (failure?.kind === "unauthorized") onUnauthorized(failure.reason);
    else log.warn("Slack: cannot be reached to check the token; the bot goes on trying as questions come");
  }
}
