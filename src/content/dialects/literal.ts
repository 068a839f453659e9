/** Escapes text so that Markdown shows it unchanged. Character references are kept: HTML and JSX decode them too. */
export const literal = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[!-%'-/:-@[-`{-~]/g, (mark) => (mark === ";" || mark === "#" ? mark : `\\${mark}`));
