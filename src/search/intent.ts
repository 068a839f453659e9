/** What kind of answer a question wants, read off its form. Several may hold at once. */
export interface Wants {
  readonly howto: boolean;
  readonly definition: boolean;
  readonly verdict: boolean;
  readonly config: boolean;
  readonly reason: boolean;
  readonly comparison: boolean;
}

const HOWTO =
  /\b(how (do|to|can|would|should|does)|howto|steps?|guide|set ?up|install|create|add|delete|remove|enable|configure|migrate|upgrade|run)\b/i;
const DEFINITION = /\b(what(['’]?s| is| are| does)|whats|meaning|mean|define|definition|explain|overview|concept)\b/i;
const VERDICT =
  /\b(can (i|we|you|it|one)|does|do (you|we|i)|is (it|there|this)|are there|possible|support(s|ed)?|allowed|able to|work(s)? with|compatible)\b/i;
const CONFIG =
  /\b(config(s|uration|ure)?|settings?|set|propert(y|ies)|param(eter)?s?|options?|flags?|env(ironment)?|variables?|keys?|ya?ml|values?|conf|enable|disable)\b/i;
const REASON =
  /\b(why|error|errors|exception|fail(s|ed|ing|ure)?|caused by|cannot|can['’]?t|does ?n['’]?t|not work(ing)?|broken|stuck|denied|refused|timeout|invalid|unknown|missing)\b/i;
const COMPARISON = /\b(vs\.?|versus|differences?|compared?|better|or|which|instead of|rather than)\b/i;

export const readWants = (question: string): Wants => ({
  howto: HOWTO.test(question),
  definition: DEFINITION.test(question),
  verdict: VERDICT.test(question),
  config: CONFIG.test(question),
  reason: REASON.test(question),
  comparison: COMPARISON.test(question),
});
