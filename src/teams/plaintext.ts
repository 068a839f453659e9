/** What Teams writes as HTML or with entities, as the text that a reader sees. Linear, whatever is sent. */

/** Characters that are looked at: HTML is longer than what it says. */
const LONGEST_HTML = 20_000;

/** Between words: half a secret would look like none. Longer ones do so wherever they are cut. */
export function beginningOf(text: string): string {
  if (text.length <= LONGEST_HTML) return text;
  let end = LONGEST_HTML;
  while (end > LONGEST_HTML - LONGEST_WORD && !/[\s<>]/.test(text[end] as string)) end--;
  return text.slice(0, end);
}
const LONGEST_WORD = 5_000;

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

/** Once: `&amp;lt;` is `&lt;`. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED.get(name as string) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : " ";
  });

/** White space as one space, lines as lines. */
export const collapse = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const LINE = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/pre|\/blockquote)\b[^<>]{0,500}>/gi;
const TAG = /<\/?[a-zA-Z!][^<>]{0,5000}>/g;

/** Tags go, what stands between them stays. */
export const textOfHtml = (html: string): string =>
  collapse(decodeEntities(beginningOf(html).replace(LINE, "\n").replace(TAG, "")));

/** Without the message that it replies to, and without the names of whom it calls. */
export const withoutReply = (html: string): string => {
  const all = beginningOf(html);
  const start = /<blockquote\b[^<>]{0,500}schema\.skype\.com\/Reply[^<>]{0,500}>/i.exec(all);
  if (!start) return all;
  const end = all.indexOf("</blockquote>", start.index);
  return all.slice(0, start.index) + (end < 0 ? "" : all.slice(end + "</blockquote>".length));
};

export const hasReply = (html: string): boolean =>
  /<blockquote\b[^<>]{0,500}schema\.skype\.com\/Reply/i.test(beginningOf(html));
