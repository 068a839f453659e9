/** What is done once, whoever asks for it again; remembered in memory, for the last so many. */
export interface Once {
  /** Does it, unless it was done or is being done: `false` then. What fails may be tried again. */
  readonly run: (key: string, work: () => Promise<void>) => Promise<boolean>;
}

export function createOnce(most = 2_000): Once {
  const done = new Set<string>();
  return {
    run: async (key, work) => {
      if (done.has(key)) return false;
      done.add(key);
      const [oldest] = done;
      if (done.size > most && oldest !== undefined) done.delete(oldest);
      try {
        await work();
      } catch (error) {
        done.delete(key);
        throw error;
      }
      return true;
    },
  };
}
