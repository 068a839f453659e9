import { MASK, maskText } from "./answering/secrets.ts";

/** Structured log: one line of JSON for each entry, without what must not be in a log. */
export const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type Level = (typeof LEVELS)[number];

export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  readonly debug: (message: string, fields?: Fields) => void;
  readonly info: (message: string, fields?: Fields) => void;
  readonly warn: (message: string, fields?: Fields) => void;
  readonly error: (message: string, fields?: Fields) => void;
  /** What may happen as often as others like: the first in a minute is written, the others are counted. `level`: `warn` if absent. */
  readonly repeated: (message: string, fields?: Fields, level?: "warn" | "error") => void;
  /** Writes how often each was repeated. Call it once a minute, and at the end. */
  readonly sumUp: () => void;
}

/**
 * What the platforms' own tokens, signatures and addresses look like, also where they are shorter than real ones: an SDK's error
 * may quote a header. Names of fields are ours, so their values are cleaned, too.
 */
const OURS: readonly RegExp[] = [
  /\bx(?:ox[a-z]|app|oxe)[.-][\w.-]{6,}/gi,
  /\bBearer\s+\S+/gi,
  /\bv0=[0-9a-f]{16,}/gi,
  /\beyJ[\w-]{8,}\.[\w.-]{8,}/g,
  /https:\/\/hooks\.slack(?:-gov)?\.com\/\S+/gi,
  /([?&](?:token|code|sig|signature|key|secret)=)[^&\s"]+/gi,
  /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@]+(?=@)/gi,
];

/** The same masks as in messages, after our own. */
export const redact = (text: string): string =>
  maskText(
    OURS.reduce(
      (clean, pattern) =>
        clean.replace(pattern, (_, kept: unknown) => `${typeof kept === "string" ? kept : ""}${MASK}`),
      text,
    ),
  ).text.replaceAll(MASK, "[…]");

/** `write` gets whole lines without their end. */
export function createLog(level: Level, write: (line: string) => void, now: () => number): Log {
  const least = LEVELS.indexOf(level);
  const at =
    (name: Exclude<Level, "silent">) =>
    (message: string, fields: Fields = {}): void => {
      if (LEVELS.indexOf(name) < least) return;
      const clean = Object.entries(fields).map(([key, value]) => [
        key,
        typeof value === "string" ? redact(value) : value,
      ]);
      write(
        JSON.stringify({
          time: new Date(now()).toISOString(),
          level: name,
          message: redact(message),
          ...Object.fromEntries(clean),
        }),
      );
    };
  const counted = new Map<string, { readonly level: "warn" | "error"; readonly more: number }>();
  const levels = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return {
    ...levels,
    repeated: (message, fields, level = "warn") => {
      const before = counted.get(message);
      if (!before) levels[level](message, fields);
      counted.set(message, { level, more: before ? before.more + 1 : 0 });
    },
    sumUp: () => {
      for (const [message, { level, more }] of counted)
        if (more > 0) levels[level](`${message} (${more} more in the last minute)`, { more });
      counted.clear();
    },
  };
}

export const SILENT: Log = createLog(
  "silent",
  () => undefined,
  () => 0,
);

/** What of an error may be logged: its kind and code, never what it quotes. */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: "unknown" };
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } };
  // A word of the platform's; where a proxy answered in its place, it may be a whole page.
  const reason = typeof data?.error === "string" && /^[\w.:-]{1,80}$/.test(data.error) ? data.error : undefined;
  return {
    error: error.name,
    ...(typeof code === "string" ? { code } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}
