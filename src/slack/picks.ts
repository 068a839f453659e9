/** What the buttons `pick_0`, `pick_1`, … of an answer stand for, in their order. */
export { picksOf } from "../answering/picks.ts";
