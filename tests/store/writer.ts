import { openStore } from "../../src/store/open.ts";
import { accept, event, listed } from "./events.ts";
import { given } from "./given.ts";

/**
 * A process that writes without end until it is killed: `writer.ts FILE FROM`. Tells on standard output what is committed, one
 * line each, so that a test knows what has to be there. With `FROM` = "hold" it only holds the store open.
 */
const [file = "", from = "0"] = process.argv.slice(2);
const { store } = await openStore(file, Date.now);
process.stdout.write("open\n");
if (from === "hold") setInterval(() => undefined, 1000);
else
  for (let n = Number(from); ; n += 1) {
    await accept(store.inbox, event(`E${n}`, { keys: [`E${n}`, `T1/C1/${n}`], body: n }));
    process.stdout.write(`accepted ${n}\n`);
    const [first] = await listed(store.inbox, 1);
    const started = first && (await store.inbox.start(first.id));
    if (!started) continue;
    const answer = await store.answers.record(given({ key: `question ${started.body}` }));
    await store.feedback.give({ platform: "slack", answer, asker: "U1", rating: "up" });
    process.stdout.write(`rated ${answer}\n`);
    if (n % 3 === 0) continue;
    await store.inbox.finish(started.id);
    process.stdout.write(`finished ${started.body}\n`);
  }
