/** Milliseconds of processor time that `work` takes: other processes on the machine add nothing to it, as they would to a clock. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
