const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Words that add nothing to a question whether something is supported. */
export const FILLER = words(`
  a an the my our your their any some this that these it its i we you one can could may do does is are be will would
  to with for on in from of at by as or and there together also at all yet currently now still use used using usage
  support supports supported supporting work works working compatible possible available run running runs allowed read
  write query access connect connecting integrate integrated integration have exist still already please hi hello hey
  so ok just directly data table tables path paths file files against through via currently feature option compute
  cluster clusters type types
`);

/** The same of a question that goes on: "and what about …" */
export const FILLER_OF_FOLLOW_UPS = words("what how about and but so okay");

/** "databricks connect", "cloud run": directly behind a name, these make another name of it. */
export const NAME_ENDS = words("connect run");

/** In the documentation's own sentences: rules something out, or sets a condition. */
export const RESTRICTS = words("not no only cannot never must without unsupported");

/** Frequent words of English, and of languages that the documentation is not written in. */
export const ENGLISH = words(`
  the is are how what can do does to of and for with in on my we it not why which when where
`);
export const FOREIGN = words(`
  der die das und ist nicht wie kann ich mit für ein eine auf wir le les des est pas comment puis je avec une pour que
  quoi el los las cómo puedo con para qué una il lo della come posso gli per sono como posso não é um uma het een niet
  hoe kan ik
`);
