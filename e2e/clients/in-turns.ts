/** Processes a list with `lanes` in parallel; the results are in the list's order. */
export async function inTurns<T, R>(list: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  let next = 0;
  async function lane() {
    for (let index = next++; index < list.length; index = next++) {
      for (const item of list.slice(index, index + 1)) results.set(index, await work(item));
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
