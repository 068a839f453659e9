/**
 * The tables. What holds for every column: times are whole milliseconds since 1970, booleans are 0 or 1, lists and objects are
 * JSON as text. So the same queries run on SQLite and on PostgreSQL.
 */
export interface Schema {
  inbox: InboxRow;
  inbox_keys: InboxKeyRow;
  conversations: ConversationRow;
  answers: AnswerRow;
  answer_keys: AnswerKeyRow;
  feedback: FeedbackRow;
  secrets: SecretRow;
  teams: TeamRow;
}

/** An event that is not done yet; one that failed stays, empty, to be counted. */
export interface InboxRow {
  /** Grows with time: ordering by it is ordering by age. */
  id: string;
  platform: string;
  place: string;
  body: string;
  state: "waiting" | "working" | "failed";
  /** How often it was started. */
  attempts: number;
  received_at: number;
  started_at: number | null;
  /** Not to be started before; `null` if it never was put off. */
  due_at: number | null;
  /** How many of its attempts ended in being put off. */
  waits: number;
}

/** A name that an event goes by. Outlives the event, so that its repetition is known. */
export interface InboxKeyRow {
  platform: string;
  /** Keyed hash. */
  key: string;
  event: string;
  at: number;
}

export interface ConversationRow {
  platform: string;
  /** Keyed hash. */
  place: string;
  /** Keyed hash. */
  asker: string;
  /** JSON of a Conversation, its asker left out. */
  state: string;
  at: number;
}

export interface AnswerRow {
  id: string;
  platform: string;
  /** Keyed hash. */
  place: string;
  /** Keyed hash. */
  asker: string;
  at: number;
  kind: string;
  /** 0..1 */
  confidence: number;
  /** JSON: ids of sections, best first. */
  sections: string;
  intent: string | null;
  /** Milliseconds. */
  latency: number;
  /** `null` unless questions are kept. */
  question: string | null;
}

/** Messages that belong to an answer: the question's, and those that it was posted as. */
export interface AnswerKeyRow {
  platform: string;
  /** Keyed hash. */
  key: string;
  answer: string;
  role: "question" | "reply";
  at: number;
  /** The platform's id of a reply, if it is needed to change the reply. Says neither where it stands nor for whom. */
  message: string | null;
}

interface FeedbackRow {
  answer: string;
  /** Keyed hash. */
  asker: string;
  /** `null` once it was taken back: the row stays so that an older event does not bring it to life again. */
  rating: "up" | "down" | null;
  reason: string | null;
  at: number;
}

interface SecretRow {
  name: string;
  value: string;
}

/** A workspace or tenant in which a question was answered: a person can be forgotten without naming it. */
export interface TeamRow {
  platform: string;
  team: string;
}
