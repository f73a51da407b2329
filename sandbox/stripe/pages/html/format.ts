/** https://docs.stripe.com/currencies#zero-decimal */
const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "));

/** `1900, "usd"` is "$19.00"; `1900, "jpy"` is "¥1,900". */
export function money(amount: number, currency: string): string {
  const digits = ZERO_DECIMAL.has(currency.toLowerCase()) ? 0 : 2;
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: currency === "" ? "USD" : currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}

/** Unix seconds as "November 20, 2026", in UTC. */
export function day(seconds: number): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(seconds * 1000);
}

export function days(from: number, to: number): string {
  const short = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
  return `${short.format(from * 1000)} – ${short.format(to * 1000)}`;
}

/** "per month", "every 3 months" */
export function interval(word: string, count: number): string {
  return count === 1 ? `per ${word}` : `every ${count} ${word}s`;
}

const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region" });

/** "US" is "United States"; what is no country code stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (COUNTRIES.of(code) ?? code) : code;
}
