import type { EscapeName } from "./definition.ts";

/**
 * Escapes a value for the language around it, with quotes if the language has them. Values are validated, but they still come
 * from people: nothing in a value may end the string it is in. Control characters, such as line breaks, become spaces.
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
