/** As many as Stripe gives in one page. */
export const PAGE = 100;

/** The rest of a list that came inside of another object, which only has the first few. */
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
