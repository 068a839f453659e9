import { statSync } from "node:fs";
import { stat } from "node:fs/promises";

/** What an open store needs from time to time, until it is stopped. */
export interface Upkeep {
  /** What became of the store's files, and what to do; `undefined` while they are there. */
  readonly lost: () => string | undefined;
  readonly stop: () => Promise<void>;
}

/** Milliseconds between looks. */
const PAUSE = 1_000;

/**
 * Tidies up every second, and sees whether a store's files are still those that were opened: one that is deleted or replaced can be
 * written to as before, and another process may lock and use what has its name now.
 *
 * @param onLost called once when that is found, with what `lost` says from then on; nothing is tidied up any more
 */
export function keepUp(file: string, tidy: () => Promise<void>, onLost: (why: string) => void, pause = PAUSE): Upkeep {
  const opened = [file, `${file}.lock`].map((path) => ({
    path,
    identity: identityOf(statSync(path, { bigint: true })),
  }));
  let lost: string | undefined;
  const look = async (): Promise<void> => {
    for (const { path, identity } of opened) {
      if (lost !== undefined) return;
      if ((await stat(path, { bigint: true }).then(identityOf, nameless)) === identity) continue;
      lost = `${path} was deleted or replaced while the bot used it: answers go on, but what is kept now may be lost, and another process may use the folder; see that none does, and start the bot again`;
      onLost(lost);
    }
    if (lost === undefined) await tidy();
  };
  // One that fails is made up for by the next; what is wrong with the disk, the store's own writes say.
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
  }, pause);
  timer.unref();
  return {
    lost: () => lost,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** A disk that cannot be read now is another matter. */
function nameless(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}

const identityOf = ({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string => `${dev} ${ino}`;
