/** Words that carry no information need: function words, question words, chat fillers, politeness. Lower case, unstemmed. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above actually after again all almost already also although always am an and another any anybody anyhow anyone
  anything anyway anyways are arent around as ask asked asking at away back basically be because been before being
  below between both bit bot but by bye came can cannot cant come could couldnt cheers curious dear describe described describes did didnt do does doesnt
  doing done dont down due during each either else etc even ever every everybody everyone everything exactly explain explained explaining explains
  few folks for from further gave get gets getting give given gives go goes going gonna good got great guess guys
  had hadnt happen happens has hasnt have havent having he hello help her here hers hey hi him his how howto however i id idea if ill im
  in instead into is isnt it its itself ive just kind kindly knew know known knows let lets like little look looking looks lot lots make
  makes making many may maybe me mean means might mine more morning most much must my myself nah need needed needs neither never nice
  nope nor not now of off oh ok okay on once one ones only onto or other others ought our ours out over own per perhaps please pls
  plz possible possibly probably put q question questions quick quickly quite rather really regarding right said same saw say says see
  seem seems seen shall she should show showed shown shows shouldnt simply since so some somebody somehow someone something somewhat sorry
  still stuff such sure take taken tell than thank thanks that thats the their theirs them then there theres these they
  thing things think this those though through thx til till to too toward towards tried tries try trying two
  understand until unto up upon us use used uses using usually various very via wanna want wanted wants was wasnt way ways we well went
  were werent what whats whatever when whenever where wheres whether which while who whole whom whose why will wish with within
  without wonder wondering wont would wouldnt yall yeah yes yet yo you youd youll your youre yours yourself`
    .split(/\s+/)
    .filter(Boolean),
);
