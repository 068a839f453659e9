import { randomBytes } from "node:crypto";

export type Clock = () => number;

/**
 * Ids that grow with time and differ between processes: milliseconds since 1970 (13 digits, until 2286), a count (6), and one
 * that chance gives to each process (8).
 * Within a process they grow even where the clock is set back.
 */
export function makeIds(clock: Clock): () => string {
  const own = randomBytes(4).toString("hex");
  let at = 0;
  let count = 0;
  return () => {
    const now = Math.max(at, Math.trunc(clock()));
    count = now === at ? count + 1 : 0;
    at = now;
    return `${String(at).padStart(13, "0")}${String(count).padStart(6, "0")}${own}`;
  };
}
