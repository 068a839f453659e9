/** A message as its reader sees it, before anything is looked for in it: nothing may hide behind characters that are not seen. */

const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
/** Tag characters and variation selectors among them, also those that Unicode has not assigned yet. */
const INVISIBLE = /\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** A decomposed Latin letter under three marks or more is decoration; two at most make a letter of some language. */
const DECORATED = /(\p{Script=Latin})\p{M}{3,}/gu;
/** A mark that is still apart in composed text belongs to no Latin letter. */
const STRAY_MARKS = /(\p{Script=Latin})\p{M}+/gu;
const PILED_MARKS = /(\p{M})\p{M}+/gu;
const KEYCAP = /[0-9#*]\uFE0F?\u20E3/gu;
const PLAIN = /^[\t\n -~]*$/;

/** The letters that a reader sees, without what is invisible. Before any markup is read, so that nothing hides in it. */
export const visibleText = (message: string): string =>
  PLAIN.test(message)
    ? message
    : message
        .replace(LONE_SURROGATE, " ")
        .replace(KEYCAP, " ")
        .normalize("NFKC")
        .replace(/\r\n?/g, "\n")
        .replace(CONTROL, (character) => (character === "\n" || character === "\t" ? character : " "))
        .replace(INVISIBLE, "")
        .normalize("NFD")
        .replace(DECORATED, "$1")
        .normalize("NFC")
        .replace(STRAY_MARKS, "$1")
        .replace(PILED_MARKS, "$1")
        .normalize("NFC");

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
]);

/** Slack writes `&lt;` where people write `<`. */
export const withoutEntities = (text: string): string =>
  text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);

/** `<@U1>` and `<!here>` go, `<#C1|name>` and `<https://x|y>` become what a reader sees. */
export const withoutMarkup = (text: string): string =>
  text
    .replace(/<[@!][^<>\n]{0,200}>/g, " ")
    .replace(/<#[A-Z0-9]+\|([^<>\n]{0,200})>/g, " $1 ")
    .replace(/<#[A-Z0-9]+>/g, " ")
    .replace(
      /<((?:https?|mailto):[^<>|\s]{1,1000})(?:\|([^<>\n]{0,500}))?>/g,
      (_, url: string, label: string | undefined) => ` ${label || url.replace(/^mailto:/, "")} `,
    );
