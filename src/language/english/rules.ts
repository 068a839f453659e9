/** Parts of sentences that several lists use, as `<name>`. */
export const RULES = {
  /** Any one word, and up to five words of any kind. */
  word: "{value}",
  words: "[{value} [{value} [{value} [{value} [{value}]]]]]",

  hello: "(hi|hiya|hello|hey|howdy|dear|greetings|good (morning|afternoon|evening|day))",
  /** Whom a greeting names. */
  everyone: "(there|again|all|team|everyone|everybody|folks|guys|friend|friends|you)",
  bot: "(bot|docs|doc bot|docs bot|docbot|docsbot|documentation bot)",
  named: "(<everyone>|<bot>)",
  thank: "(thanks|thank you|thx|ty|cheers)",

  what: "(what|which|whats)",
  around: "(where|wheres|who|whos|whose|when|why|how come|<extent>)",
  extent: "how (does|do|is|are|long|many|much|often|big|fast|large|well|safe)",
  somebody: "(you|u|someone|somebody|anyone|anybody)",
  cannot: "(doesnt|dont|didnt|cant|wont)",

  config: "(config|configs|conf|configuration|configurations|configure|configured|configuring)",
  /** What a person can be given to copy. */
  sample: "(<config>|snippet|example|sample|template|script|settings)",
  /** What can be written into a file. */
  setting: "(<config>|setting|settings|property|properties|option|options|key|keys|flag|flags|value|values)",
  parameter: "(param|params|parameter|parameters|variable|variables)",
  file: "(file|files|line|lines|yaml|yml|json|xml|snippet|code|script|template|content|syntax|command|commands)",

  /** HTTP status codes that tell of an error. */
  status: "(400|401|403|404|405|408|409|410|411|412|413|416|422|429|500|501|502|503|504|401s|403s|404s|500s|503s)",
} as const;
