import type { CueLists } from "../cuelist.ts";

/** What a question asks for, by its form: which decides between a configuration and the documentation. */
export const QUESTIONS = {
  /** Ends with a question mark. */
  asked: { ends: ["?"] },
  /** A question, and so no value. */
  question: {
    ends: ["?"],
    begins: ["(how|hows|what|whats|which|why|where|wheres|when|who|whos)", "(can|cant|could|does|do|is|are|should)"],
  },
  /** Yes or no. */
  whether: {
    begins: [
      "(is|are|was|do|does|did|has|have|had|can|could|may|might|will|would|should)",
      "(isnt|arent|cant|doesnt|dont)",
    ],
  },
  /** Where, when, who, why, how long: not "how do I". */
  asksAround: { begins: ["<around>"], except: ["<around> (i|we|you|one)"] },
  asksWhat: { begins: ["<what>"] },
  /** How something has to look. */
  asksLook: { begins: ["how (does|do|should|would|must) <word> <words> <words> look"] },

  /** "which settings do I need" */
  whatSetting: { begins: ["<what> <words> (<setting>|<parameter>|<file>)"] },
  /** "what are the settings for": not what they are to be. */
  asksPurpose: { ends: ["(for|mean|do|used for|about)"] },
  /** "what do I put into …", "what goes there", "what should it look like" */
  whatToWrite: {
    begins: [
      "<what> (do|should|must|can|would) (i|we|one|you) [(have|need) to] (put|set|need|enter|write|use|add)",
      "<what> (do|should|must|can|would) (i|we|one|you) [(have|need) to] (configure|type|paste|run)",
      "<what> (goes|go|belong|belongs|to put|to enter|should <word>)",
      "<what> (would|does|must) <words> <words> look like",
    ],
  },
  /** "can you give me …", "do you have a snippet …", "could I get the …" */
  asksForIt: {
    begins: [
      "(can|could|will|would|may|might) <somebody>",
      "(can|could|may|might) (i|we) [please] (get|have|see)",
      "(do|does|has|have|is|are) (<somebody>|there|we) (have|got|any|a|an|some|the) <words> <sample>",
    ],
  },
  /** Wants it written, whatever else is told. */
  asksOutright: {
    anywhere: [
      "(give|show|send|get|write|paste) (me|us)",
      "generate",
      "please (write|provide|create|make|fill)",
      "(can|could|would) you [<word>] (give|show|send|write|provide|generate|create|make|fill)",
      "(i|we) (need|want) (a|an|the|some)",
    ],
  },

  comparison: {
    anywhere: [
      "(difference|differ|compare|compared|versus|vs)",
      "(pros and cons|advantage|advantages|disadvantage|disadvantages)",
    ],
  },
  toExplain: { anywhere: ["explain", "(meaning|purpose) of"] },
  /** Says how it went. */
  wentWell: { begins: ["(thanks|thank you|thx|cheers)"], anywhere: ["(works|working) (now|fine|again)"] },
  why: { anywhere: ["why"] },
  namesError: {
    anywhere: [
      "(wrong|error|errors|exception|exceptions|fault|faults)",
      "(fail|fails|failed|failing|failure|failures)",
    ],
  },
  /** Something does not go as it should. */
  trouble: {
    anywhere: [
      "(broken|stuck|slow|slows|slower|slowly|denied|forbidden|refused|timeout|timeouts|hang|hangs|hanging)",
      "(throw|throws|thrown|threw|throwing|crash|crashes|crashed|crashing|crashloopbackoff)",
      "(time|times|timed) out",
      "not (work|works|worked|working)",
      "<cannot> work",
      "(stop|stops|stopped) working",
      "<status> (from|error|when|on|after|forbidden|bad)",
      "(get|gets) [a|an] <status>",
    ],
    ends: ["why"],
  },
  statusCode: { anywhere: ["<status>"] },
} as const satisfies CueLists;
