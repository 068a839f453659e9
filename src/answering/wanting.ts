/**
 * Whether a message can want a configuration to be written, by its form. Questions about where, who, when and why, yes-or-no
 * questions and error messages want the documentation, whatever configuration they speak of.
 */
export function canWantConfiguration(text: string): boolean {
  const said = text.trim().replace(OPENING, "");
  if (TROUBLE.test(said) || EXPLAINS.test(said) || THANKS.test(said)) return false;
  if (ASKS_WHAT.test(said)) return WHAT_TO_WRITE.test(said);
  if (ASKS_WHETHER.test(said)) return ASKS_FOR_IT.test(said);
  return !ASKS_ABOUT.test(said) || LOOKS.test(said);
}

/** Greetings and connectives in front of what is said. */
const OPENING =
  /^(?:(?:hi|hello|hey|so|and|ok|okay|but|also|then|please|pls|quick question|question|team|all|folks|there)\b[\s,:.!-]*)+/i;

const ABOUT = "where|who|whose|when|why|how come|how (?:does|do|is|are|long|many|much|often|big|fast|large|well|safe)";
const ASKS_ABOUT = new RegExp(`^(?:${ABOUT})\\b(?! (?:i|we|you|one)\\b)`, "i");
/** "how does a job definition look", "how should the file look?" */
const LOOKS = /^how (?:does|do|should|would|must) .{1,100}\blook\b/i;
const ASKS_WHAT = /^(?:what|which|what's|whats)\b/i;
const WRITABLE =
  "config\\w*|conf|settings?|propert(?:y|ies)|options?|param(?:eter)?s?|values?|keys?|flags?|lines?|ya?ml|json|xml|snippet|commands?|code|variables?|script|files?|content|template|syntax";
/** "which settings do I need", "what do I put into …"; not "what are the settings for". */
const WHAT_TO_WRITE = new RegExp(
  `^\\S+ (?:(?:is|are|would be) (?:the |an? |my |right )*)?(?:\\S+ ){0,5}?(?:\\w+_)?(?:${WRITABLE})\\b(?!.*\\b(?:for|mean|do|used for|about)\\W*$)|^\\S+ (?:do|should|must|can|would) (?:i|we|one|you) (?:have to |need to )?(?:put|set|need|enter|write|use|add|configure|type|paste|run)\\b|^\\S+ (?:goes|go|belongs?|to put|to enter|should (?:be |stand |go )?)(?: in(?:to)?)?\\b|^\\S+ (?:should|would|does|must) .{0,80}\\blook like\\b`,
  "i",
);
const ASKS_WHETHER =
  /^(?:is|are|was|do|does|did|has|have|had|can|could|may|might|will|would|should|isn't|aren't|can't|doesn't|don't)\b/i;
/** "can you give me …", "do you have a snippet …", "could I get the …". */
const ASKS_FOR_IT =
  /^(?:can|could|will|would|may|might) (?:you|u|someone|somebody|anyone|anybody)\b|^(?:can|could|may|might) (?:i|we) (?:please )?(?:get|have|see)\b|^(?:do|does|has|have|is|are) (?:you|anyone|anybody|someone|there|we) (?:have |got |any |an? |some |the )+\S*\s?(?:\S+ ){0,4}?(?:config\w*|snippet|example|sample|template|script|settings)\b/i;
const TROUBLE =
  /\b(?:wrong|error|exception|throw[ns]?|threw|fails?|failed|failing|fault|crash\w*|broken|stuck|slow|hangs?|denied|forbidden|refused|timeout|times? out|timed out|not work\w*|stop(?:s|ped)? working|why\W*$|(?:does|do|did|can|wo)n['’]?t work|[45]\d\d (?:from|error|when|on|after|forbidden|bad)|gets? (?:a |an )?[45]\d\d|[45]\d\d\b(?=.*\?))/i;
/** Tells how it went. */
const THANKS = /^(?:thanks|thank you|thx|cheers)\b|\b(?:works|working) (?:now|fine|again)\b/i;
const EXPLAINS =
  /\b(?:difference|differ|compared?|versus|vs\.?|explain|pros and cons|advantages?|disadvantages?|meaning of|purpose of)\b/i;
