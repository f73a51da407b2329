/** The most that Stripe gives in one page. */
export const PAGE = 100;

/** Reads the rest of a list inside another object, which holds only its first page. */
export async function allOf<T>(
  embedded: { data: readonly T[]; has_more: boolean } | undefined,
  list: () => AsyncIterable<T>,
): Promise<T[]> {
  if (embedded && !embedded.has_more) return [...embedded.data];
  return collect(list());
}

export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}
