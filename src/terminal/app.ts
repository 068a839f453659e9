import { createInterface } from "node:readline";
import type { Answer, Conversation } from "../answering/answer.ts";
import type { Ask, Picked } from "../answering/ask.ts";
import { harmless } from "../answering/plain.ts";
import { maskSecrets } from "../answering/secrets.ts";
import { VOICE } from "../answering/voice.ts";
import { type Look, renderAnswer, renderWhy } from "./render.ts";
import { wrap } from "./wrap.ts";

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly look: Look;
  readonly why: boolean;
  /** Width in characters; without one, lines are not wrapped. */
  readonly columns?: number | undefined;
}

const PROMPT = "\n? ";

/** Answers line by line until the input ends or the person types "quit". A number picks from the list shown last. */
export async function converse(ask: Ask, samples: readonly string[], terminal: Terminal): Promise<void> {
  const { input, output, look } = terminal;
  const lines = createInterface({ input, output, prompt: PROMPT });
  let open = true;
  lines.once("close", () => {
    open = false;
  });
  // When the input has ended, its last lines still need an answer, but since Node 24 a closed interface refuses to prompt.
  const prompt = (): unknown => (open ? lines.prompt() : output.write(PROMPT));
  output.write(`Ask about the documentation in your own words. Type “quit” to leave.\n`);
  if (samples[0]) output.write(look.faint(`For example: ${samples[0]}\n`));
  let offered: { question: string; picks: readonly Picked[] } = { question: "", picks: [] };
  let conversation: Conversation | undefined;
  prompt();
  for await (const line of lines) {
    const said = line.trim();
    if (/^(quit|exit|q|:q)$/i.test(said)) break;
    const isNumber = /^[1-9]$/.test(said) && conversation?.asked === undefined;
    const pick = isNumber ? offered.picks[Number(said) - 1] : undefined;
    if (isNumber && !pick) output.write(`\n${VOICE.noNumber}\n`);
    else if (said !== "") {
      const answer = ask(pick ? offered.question : said, { pick, conversation, at: Date.now() });
      conversation = answer.conversation;
      output.write(`\n${present(answer, terminal)}\n`);
      if (answer.kind === "ask") output.write(look.faint(`${VOICE.typeValue}\n`));
      if (!pick || answer.kind === "ask") offered = { question: said, picks: picksOf(answer) };
    }
    prompt();
  }
  lines.close();
}

/** One question per line, each repeated above its answer. If there are none, the samples are asked. */
export async function answerLines(ask: Ask, samples: readonly string[], terminal: Terminal): Promise<void> {
  let asked = 0;
  const say = (question: string): void => {
    const shown = harmless(maskSecrets(question).text);
    terminal.output.write(`${asked++ > 0 ? "\n\n" : ""}? ${shown}\n\n${present(ask(question), terminal)}\n`);
  };
  for await (const line of createInterface({ input: terminal.input })) if (line.trim() !== "") say(line.trim());
  if (asked > 0) return;
  if (samples.length === 0) terminal.output.write(`${VOICE.noLine}\n`);
  for (const question of samples) say(question);
}

export function present(answer: Answer, { look, why, columns }: Omit<Terminal, "input" | "output">): string {
  const text = [renderAnswer(answer, look), ...(why ? [renderWhy(answer.why, answer.confidence)] : [])].join("\n\n");
  return columns === undefined ? text : wrap(text, columns);
}

/** What a number can pick: the sections or configurations in the list. */
function picksOf(answer: Answer): readonly Picked[] {
  if (answer.kind === "unknown") return answer.nearest;
  if (answer.kind !== "choice") return [];
  return answer.choices.length > 0 ? answer.choices : answer.offers;
}
