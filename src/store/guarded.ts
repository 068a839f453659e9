import { type Fault, type Health, type Patience, type Watch, watch } from "./faults.ts";
import { guardInbox } from "./guardedinbox.ts";
import { type Clock, makeIds } from "./ids.ts";
import type { Store } from "./store.ts";

export interface GuardedStore extends Store {
  health(): Health;
}

/**
 * The same store, which never throws into answering: where it fails later (disk full, read-only, input/output error, closed),
 * reads give "nothing known", writes are dropped and counted, and the inbox goes on in memory, so that each event is still
 * answered once. A lock of another program is waited for, off the event loop. `onFault` is called each time; log it with a limit.
 */
export function guardStore(
  store: Store,
  clock: Clock,
  onFault: (fault: Fault) => void,
  patience?: Patience,
): GuardedStore {
  const watched = watch(clock, onFault, patience);
  const { read, write, health } = watched;
  return {
    inbox: guardInbox(store.inbox, clock, watched),
    conversations: guardConversations(store.conversations, watched),
    answers: guardAnswers(store.answers, watched, makeIds(clock)),
    feedback: {
      give: (opinion) => write("feedback.give", "unknown", () => store.feedback.give(opinion)),
      counts: (of) => read("feedback.counts", { up: 0, down: 0, reasons: {} }, () => store.feedback.counts(of)),
    },
    forget: (person) => write("forget", NOBODY, () => store.forget(person)),
    expire: (days) => write("expire", 0, () => store.expire(days)),
    lost: store.lost,
    close: () => read("close", undefined, () => store.close()),
    health: () => {
      const [known, lost] = [health(), store.lost()];
      return { ...known, ok: known.ok && lost === undefined, lost };
    },
  };
}

const NOBODY = { answers: 0, conversations: 0, feedback: 0, events: 0 };

function guardConversations(conversations: Store["conversations"], { read, write }: Watch): Store["conversations"] {
  return {
    get: (platform, place, asker) =>
      read("conversations.get", undefined, () => conversations.get(platform, place, asker)),
    put: (platform, place, conversation) =>
      write("conversations.put", undefined, () => conversations.put(platform, place, conversation)),
    forget: (platform, place, asker) =>
      write("conversations.forget", undefined, () => conversations.forget(platform, place, asker)),
    expire: (before) => write("conversations.expire", undefined, () => conversations.expire(before)),
  };
}

/** An answer that is not kept has an id all the same, of which nothing is known. */
function guardAnswers(answers: Store["answers"], { read, write }: Watch, nextId: () => string): Store["answers"] {
  return {
    record: (given) => write("answers.record", nextId(), () => answers.record(given)),
    posted: (answer, key, message) => write("answers.posted", undefined, () => answers.posted(answer, key, message)),
    alsoFor: (answer, key) => write("answers.alsoFor", undefined, () => answers.alsoFor(answer, key)),
    answerFor: (platform, key) => read("answers.answerFor", undefined, () => answers.answerFor(platform, key)),
    recent: (since, limit) => read("answers.recent", [], () => answers.recent(since, limit)),
    counts: (since) => read("answers.counts", {}, () => answers.counts(since)),
  };
}
