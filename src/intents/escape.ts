import type { EscapeName } from "./definition.ts";

/**
 * A value in the language that it stands in, quotes included where the language has them. Values have been validated, and come
 * from people all the same: nothing in them may end the string that they stand in. Line breaks cannot be in them.
 */
export function escapeValue(value: string, how: EscapeName): string {
  const text = value.replace(/\p{Cc}/gu, " ");
  switch (how) {
    case "none":
      return text;
    case "properties":
      return text.replace(/\\/g, "\\\\");
    case "python":
      return quoted(text, '"', /["\\]/g);
    case "scala":
      return quoted(text, '"', /["\\]/g);
    case "json":
      return JSON.stringify(text);
    case "hcl":
      return quoted(text, '"', /["\\]/g).replace(/([$%])\{/g, "$1$1{");
    case "shell":
      return `'${text.replace(/'/g, "'\\''")}'`;
    case "xml":
      return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
    default:
      return how satisfies never;
  }
}

const quoted = (text: string, quote: string, special: RegExp): string =>
  `${quote}${text.replace(special, (character) => `\\${character}`)}${quote}`;
