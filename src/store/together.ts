/**
 * Work in batches: what comes while a batch is under way is gathered, and is the next one. Where a batch fails, each of it is
 * tried alone, so that one which cannot succeed does not take others along.
 *
 * @param work gives the results in the order of its arguments, or does nothing and throws
 */
export function together<In, Out>(work: (batch: readonly In[]) => Promise<readonly Out[]>): (one: In) => Promise<Out> {
  interface Gathered {
    readonly one: In;
    readonly resolve: (result: Out) => void;
    readonly reject: (error: unknown) => void;
  }
  let gathered: Gathered[] = [];
  let isRunning = false;

  const runAlone = async ({ one, resolve, reject }: Gathered): Promise<void> => {
    try {
      const [result] = await work([one]);
      resolve(result as Out);
    } catch (error) {
      reject(error);
    }
  };
  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (gathered.length > 0) {
      const batch = gathered;
      gathered = [];
      if (batch.length === 1) {
        await runAlone(batch[0] as Gathered);
        continue;
      }
      try {
        const results = await work(batch.map(({ one }) => one));
        for (const [at, { resolve }] of batch.entries()) resolve(results[at] as Out);
      } catch {
        for (const one of batch) await runAlone(one);
      }
    }
    isRunning = false;
  };
  return (one) =>
    new Promise((resolve, reject) => {
      gathered.push({ one, resolve, reject });
      // What comes in the same turn of the event loop goes together.
      if (!isRunning) {
        isRunning = true;
        setImmediate(runAll);
      }
    });
}
