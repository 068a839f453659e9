import type { CueLists } from "../cuelist.ts";

/** Which kind of section answers a question best; the ranking's weights were fitted on these lists. */
export const KINDS = {
  howTo: {
    anywhere: [
      "how (do|to|can|would|should|does)",
      "(howto|guide|step|steps|setup|set up)",
      "(install|create|add|delete|remove|enable|configure|migrate|upgrade|run)",
    ],
  },
  definition: {
    anywhere: ["(whats|what (is|are|does))", "(mean|meaning|define|definition|explain|overview|concept)"],
  },
  /** Whether something is possible. */
  possible: {
    anywhere: [
      "can (i|we|you|it|one)",
      "(does|do (you|we|i))",
      "is (it|there|this)",
      "are there",
      "(possible|support|supports|supported|allowed|able to|compatible|work with|works with)",
    ],
  },
  setting: {
    anywhere: [
      "(config|configs|conf|configuration|configure|setting|settings|set|property|properties)",
      "(param|params|parameter|parameters|option|options|flag|flags|key|keys|value|values)",
      "(env|environment|variable|variables|yaml|yml|enable|disable)",
    ],
  },
  /** Looks for the cause of something that went wrong. */
  reason: {
    anywhere: [
      "(why|error|errors|exception|fail|fails|failed|failing|failure|caused by|broken|stuck)",
      "(cannot|cant|doesnt|not work|not working)",
      "(denied|refused|timeout|invalid|unknown|missing)",
    ],
  },
  /** Asks for a number. */
  figure: {
    anywhere: [
      "how (long|many|much|big|large|often|fast|old)",
      "(limit|default|maximum|max|minimum|size|version|port|interval|timeout)",
      "(expire|expires|expired|expiring|expiry|expiration)",
    ],
  },
} as const satisfies CueLists;

/** Whether a yes or no that was written down can be the answer. */
export const SUPPORT = {
  supports: {
    anywhere: [
      "(use|using|support|supports|supported|supporting|work|works|working|compatible|possible|available|run)",
      "(allowed|read|write|query|access|connect|integrate|integrates|integrated|have|exist|need|needs|needed)",
      "(require|requires|required|install|installed|export|exports|exported|go|goes|pass|passes|flow|flows)",
      "(delete|deletes|overwrite|overwrites|restart|restarts|restarted|copy|copies|free|keep|keeps)",
      "(store|stores|handle|handles|offer|offers|include|includes|included)",
    ],
  },
  negated: {
    anywhere: [
      "(not|never|nt|without|stop|only)",
      "(isnt|arent|wasnt|werent|doesnt|dont|didnt|cant|couldnt|wont|wouldnt|shouldnt|mustnt|neednt)",
      "(hasnt|havent|hadnt|aint)",
    ],
  },
  /** Asks for more than yes or no. */
  open: {
    anywhere: [
      "(how|hows|why|whys|what|whats|which|where|wheres|when|whens|who|whos)",
      "(vs|versus|difference|better|should|instead)",
    ],
  },
} as const satisfies CueLists;
