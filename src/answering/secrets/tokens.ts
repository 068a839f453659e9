import { mostRandom, randomnessOf, restlessness, type Stretch } from "./randomness.ts";
import type { Span } from "./span.ts";
import { isExample } from "./values.ts";

/** Characters of a run that is looked at; shorter ones are judged by the words around them alone. */
const SHORTEST = 20;
/** Of the stretch in it that is random. */
const SHORTEST_STRETCH = 16;
/** Of what has not small letters, capitals and digits, all three: shorter ones are ids more often than keys. */
const LONG = 26;
const WORD_OF_MANY = new RegExp(`[A-Za-z0-9]{${LONG}}`);
/** Of docs with 2,000,000 words, some 100 words reach it, nearly all of them keys, hashes and file names made by chance. */
const RANDOM = 8;
/** From here down, a part of a path is a word. */
const WORD = -4;

/**
 * What looks random and is no secret: digests and ids in hex, UUIDs, ULIDs, ids of object stores (20 characters up to v), checksums
 * and public keys by their beginning, ids of chats, temporary folders, films, documents and versions, names of files.
 */
const KNOWN = new RegExp(
  [
    `(?<![A-Za-z0-9])(?:[0-9a-f]{7,32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})(?![A-Za-z0-9])`,
    `(?<![A-Za-z0-9])(?:[0-9A-F]{7,32}|[0-9A-F]{40}|[0-9A-F]{64})(?![A-Za-z0-9])`,
    `(?<![A-Za-z0-9])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![A-Za-z0-9])`,
    `(?<![A-Za-z0-9])01[0-9A-HJKMNP-TV-Z]{24}(?![A-Za-z0-9])`,
    `(?<![A-Za-z0-9])[0-9a-v]{20}(?![A-Za-z0-9])`,
    String.raw`\b(?:sha(?:1|256|384|512)-|SHA256:)[A-Za-z0-9+/]{27,88}={0,2}`,
    String.raw`\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w{1,20}|sk-\w{1,40}@openssh\.com) AAAA[A-Za-z0-9+/]{20,4000}={0,2}`,
    String.raw`\b19:[A-Za-z0-9_-]{10,80}@thread\.\w{1,10}`,
    String.raw`(?<![A-Za-z0-9])[0-9a-f]{20,128}(?=\.{2}|…)`,
    String.raw`\b(?:(?:docs|drive)\.google\.com|youtu\.be|(?:www\.)?youtube\.com)/[\w/.?=&%-]{1,300}`,
    String.raw`\b[Vv]ersion_?[Ii]d["']?[=:]\s?["']?[A-Za-z0-9._-]{20,64}`,
    String.raw`[A-Za-z0-9_-]{4,80}\.(?:woff2?|png|jpe?g|gif|svg|css|m?js|map|parquet|avro|orc|csv|json|html?)(?![A-Za-z0-9])`,
    String.raw`/var/folders/\w{2}/\w{20,40}/`,
  ].join("|"),
  "g",
);

const RUN = /[A-Za-z0-9+/=_.~-]{20,}/g;

/** Long tokens that look as if chance had made them, whatever they are for. */
export function randomTokens(text: string): Span[] {
  if (!hasRun(text)) return [];
  const rest = text.replace(KNOWN, (known) => " ".repeat(known.length));
  return Array.from(rest.matchAll(RUN)).flatMap(({ 0: run, index }) =>
    randomParts(run).map(({ from, to }) => ({ from: index + from, to: index + to })),
  );
}

const hasRun = (text: string): boolean => /[A-Za-z0-9+/=_.~-]{20}/.test(text);

/** Of a path its parts, else the whole, from behind an `=` that stands before what is random. */
function randomParts(run: string): Span[] {
  const stretch = mostRandom(run);
  if (!isRandom(stretch, run) || isExample(run)) return [];
  if (!isPath(run, stretch)) {
    const start = run.lastIndexOf("=", stretch.from) + 1;
    return [{ from: start + run.slice(start).search(/[^/]/), to: run.length }];
  }
  let from = 0;
  return run.split("/").flatMap((part) => {
    const span = { from, to: from + part.length };
    from += part.length + 1;
    return part.length >= SHORTEST && isRandom(mostRandom(part), part) ? [span] : [];
  });
}

function isRandom({ from, to, score }: Stretch, run: string): boolean {
  const part = run.slice(from, to);
  const isMixed = /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
  const isLong = part.length >= SHORTEST_STRETCH && (isMixed || WORD_OF_MANY.test(run));
  return (score >= RANDOM && isLong) || isRestless(run) || isFullOfDigits(run);
}

/** Both chosen so that of 5,000 random tokens of 32 characters one is missed, and of names none is taken for one. */
const RESTLESS = 0.35;
const WORDS = -6;
/** Longer than a name, and of both cases throughout: its letters may make words by chance. */
const isRestless = (run: string): boolean =>
  count(run, /[a-z]/g) >= 4 &&
  count(run, /[A-Z]/g) >= 4 &&
  restlessness(run) >= RESTLESS &&
  randomnessOf(run) >= (run.length >= LONG ? WORDS : 0);

/** Long, and with digits among its letters throughout: names have them at an end. */
const isFullOfDigits = (run: string): boolean =>
  WORD_OF_MANY.test(run) &&
  count(run, /[A-Za-z](?=\d)/g) >= 3 &&
  count(run, /\d(?=[A-Za-z])/g) >= 3 &&
  randomnessOf(run) >= WORDS;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Words, one after the other: `customers`, `file-name`, `LakeFile`. */
const NAMED = /^[A-Z]?[a-z]+(?:[A-Z._-][a-z]+)*$/;

/** An address, or with a word between two `/`: base64 has those, too, but no words. */
function isPath(run: string, stretch: Stretch): boolean {
  if (run.startsWith("//")) return true;
  let from = 0;
  return run.split("/").some((part) => {
    const to = from + part.length;
    const isOutside = to <= stretch.from || from >= stretch.to;
    from = to + 1;
    return isOutside && NAMED.test(part) && randomnessOf(part) <= WORD;
  });
}

/** A line of a file of keys that was cut off: nothing but base64, right above or below one that is a secret. */
const LINE = /^[ \t>|'"+]{0,40}([A-Za-z0-9+/=_-]{4,4000})[ \t'"\\,]{0,10}$/;

/** What goes on with a secret on its next or last lines, which may be too short to look random. */
export function adjoiningLines(text: string, spans: readonly Span[]): Span[] {
  if (spans.length === 0 || !text.includes("\n")) return [];
  const lines: { from: number; to: number; isLine: boolean; isSecret: boolean }[] = [];
  let from = 0;
  let next = 0;
  for (const line of text.split("\n")) {
    const to = from + line.length;
    while (next < spans.length && (spans[next] as Span).to <= from) next++;
    const span = spans[next];
    const isLine = LINE.test(line);
    lines.push({
      from,
      to,
      isLine,
      isSecret: isLine && span !== undefined && span.from < to && span.to - span.from >= SHORTEST,
    });
    from = to + 1;
  }
  const spread = (ordered: typeof lines): void => {
    let isOpen = false;
    for (const line of ordered) {
      isOpen = line.isLine && (line.isSecret || (isOpen && isPiece(text.slice(line.from, line.to))));
      line.isSecret ||= isOpen;
    }
  };
  spread(lines);
  spread(lines.toReversed());
  return lines.filter(({ isSecret }) => isSecret);
}

/** Base64, not a word of its own: digits, signs or capitals within. */
const isPiece = (line: string): boolean => /[a-z].*[A-Z]|\d|[+/=]/.test(line);
