import { inAddresses } from "./secrets/addresses.ts";
import { keyBlocks } from "./secrets/blocks.ts";
import { inCommands } from "./secrets/commands.ts";
import { issuedTokens } from "./secrets/formats.ts";
import { namedValues } from "./secrets/names.ts";
import { lonePasswords } from "./secrets/passwords.ts";
import { merged, type Span } from "./secrets/span.ts";
import { adjoiningLines, randomTokens } from "./secrets/tokens.ts";
import { MASK } from "./secrets/values.ts";
import { linksApart, visibleText, withoutEntities, withoutMarkup } from "./visible.ts";

export { MASK } from "./secrets/values.ts";

export interface Masked {
  /** What a reader sees of the message, a mask in place of each secret. */
  readonly text: string;
  readonly found: boolean;
}

/**
 * Takes secrets out of a message before anything else sees it: before it is searched for, kept, logged or repeated. What hides
 * behind invisible characters, entities or a platform's links is looked at as its reader sees it, and given back so if it holds a
 * secret. Without one, only what nobody sees is gone: markup is the platform's to read. Masked text stays as it is. Linear in its
 * length.
 */
export function maskSecrets(message: string): Masked {
  const visible = visibleText(message);
  const masked = maskText(linksApart(withoutEntities(visible)));
  const seen = maskText(masked.text.includes("<") ? withoutMarkup(masked.text) : masked.text);
  return masked.found || seen.found ? { text: seen.text, found: true } : { text: visible, found: false };
}

/** The same for text that is as its reader sees it. */
export function maskText(text: string): Masked {
  const spans = secretsIn(text);
  return { text: withMasks(text, spans), found: spans.length > 0 };
}

function secretsIn(text: string): readonly Span[] {
  const spans = merged([
    ...keyBlocks(text),
    ...issuedTokens(text),
    ...namedValues(text),
    ...inAddresses(text),
    ...inCommands(text),
    ...lonePasswords(text),
    ...randomTokens(text),
  ]);
  return merged([...spans, ...adjoiningLines(text, spans)]);
}

function withMasks(text: string, spans: readonly Span[]): string {
  let [masked, at] = ["", 0];
  for (const { from, to } of spans) {
    masked += text.slice(at, from) + MASK;
    at = to;
  }
  return masked + text.slice(at);
}
