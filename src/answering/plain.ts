/** Text and addresses of documentation and people, made fit to be shown; every platform escapes them in its own way afterwards. */

/** What may not be shown: control characters, overrides of the writing direction, halves of characters. */
const HARMFUL = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/** Scripts whose letters are joined, or kept apart, by a character of its own. */
const JOINING =
  "Arabic|Syriac|Nko|Mongolian|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|Telugu|Kannada|Malayalam|Sinhala|Khmer|Myanmar"
    .split("|")
    .map((script) => `\\p{Script=${script}}`)
    .join("");

/**
 * What nobody sees, and what can carry words to whoever reads by machine: tag characters, variation selectors, zero-width and
 * joining characters. Those stay that make an emoji or a letter what it is.
 */
const INVISIBLE = new RegExp(
  [
    String.raw`(?<!\p{Extended_Pictographic})[\uFE0E\uFE0F](?<![0-9#*]\uFE0F(?=\u20E3))`,
    String.raw`(?:(?<![${JOINING}])[\u200C\u200D]|[\u200C\u200D](?![${JOINING}]))(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?\u200D(?=\p{Extended_Pictographic}))`,
    String.raw`(?![\uFE0E\uFE0F\u200C\u200D])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]`,
  ].join("|"),
  "gu",
);

/** Nearly every text: of these ranges, without a carriage return or a character of two halves, and quickly told. */
const RANGES = [
  ...["\\t\\n -~", "\\u00A0-\\u00AC", "\\u00AE-\\u034E", "\\u0350-\\u061B", "\\u061D-\\u115E", "\\u1161-\\u17B3"],
  ...["\\u17B6-\\u180A", "\\u1810-\\u200A", "\\u2010-\\u2029", "\\u202F-\\u205F", "\\u2070-\\u3163", "\\u3165-\\uD7FF"],
  ...["\\uE000-\\uFDFF", "\\uFE10-\\uFEFE", "\\uFF00-\\uFF9F", "\\uFFA1-\\uFFEF", "\\uFFFC-\\uFFFF"],
];
const HARMLESS = new RegExp(`^[${RANGES.join("")}]*$`);

/** Documentation and people must not steer what others see, nor say what others do not see. */
export const harmless = (text: string): string =>
  HARMLESS.test(text) ? text : withoutInvisible(text.replace(/\r\n?/g, "\n").replace(HARMFUL, "\uFFFD"));

const withoutInvisible = (text: string): string => text.replace(INVISIBLE, "");

/** Shortens to `most` UTF-16 units, so to no more code points, never in the middle of a character. */
export const clip = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;

/** Longer addresses are shown as text: citations have none, and several must fit into one message. */
export const LONGEST_ADDRESS = 1_000;

/** The address, where a link to it is safe: `http` or `https`, no user name that could pass for a host. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || url.length > LONGEST_ADDRESS || /[\p{Cc}\p{Cs}]/u.test(url)) return undefined;
  let parsed: URL;
  try {
    parsed = new URL(withoutInvisible(url));
  } catch {
    return undefined;
  }
  const isWeb = parsed.protocol === "https:" || parsed.protocol === "http:";
  return isWeb && parsed.username === "" && parsed.password === "" ? parsed.href : undefined;
}
