const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 1204 → "1,204", the same on pages, in the API, mails and the terminal. Decimals are cut off, not rounded. */
export function formatCount(value: number | bigint): string {
  return COUNT.format(typeof value === "bigint" ? value : Math.trunc(value));
}

/** "1 seat", "2 seats": the number and the noun that agrees with it. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
