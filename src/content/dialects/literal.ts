/** Text as Markdown that reads as this very text; character references stay, since HTML and JSX read them, too. */
export const literal = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[!-%'-/:-@[-`{-~]/g, (mark) => (mark === ";" || mark === "#" ? mark : `\\${mark}`));
