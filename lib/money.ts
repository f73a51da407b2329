/** "19.00 USD": minor units of a currency with hundredths, such as the catalogue's. */
export function formatMoney(amountCents: number, currency: string): string {
  const units = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${units.format(amountCents / 100)} ${currency.toUpperCase()}`;
}

/** The unit of a price: "a month", "a seat and month". */
export function formatUnit({ perSeat, interval }: { perSeat: boolean; interval: string }): string {
  return `a ${perSeat ? "seat and " : ""}${interval}`;
}
