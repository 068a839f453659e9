/** Templates that give a cue, by where in the message they have to stand. */
export interface CueList {
  /** The message is this and nothing else. */
  readonly whole?: readonly string[];
  /** The message begins with it, after greetings and connectives. */
  readonly begins?: readonly string[];
  readonly ends?: readonly string[];
  readonly anywhere?: readonly string[];
  /** Where one of these begins, too, it does not count. */
  readonly except?: readonly string[];
}
export type CueLists = Readonly<Record<string, CueList>>;
