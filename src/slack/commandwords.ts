/** The first word of a command, and what follows: `about`, `config s3a repo=analytics`. */
export function readWords(text: string): { readonly word: string; readonly rest: string } {
  const [word = "", ...rest] = text.trim().split(/\s+/);
  return { word: word.toLowerCase(), rest: rest.join(" ") };
}
