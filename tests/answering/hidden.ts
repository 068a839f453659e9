/**
 * What nobody sees, and what may therefore say something to machines that people do not read: tag characters and all others up to
 * U+E0FFF, variation selectors but the two that emoji have, what has no width. Without the joiners that emoji and some scripts need.
 */
export const HIDDEN =
  /[\u{E0000}-\u{E0FFF}]|[\uFE00-\uFE0D]|\u00AD|\u034F|\u061C|[\u115F\u1160]|[\u17B4\u17B5]|[\u180B-\u180F]|[\u200B\u200E\u200F]|[\u2060-\u206F]|\u3164|\uFEFF|\uFFA0|[\uFFF0-\uFFFB]/u;

/** Every string within a value, names of fields, too. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...stringsIn(inner)]);
}
