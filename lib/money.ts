/** "19.00 USD": minor units of a currency that has hundredths, as the catalogue's prices do. */
export function formatMoney(amountCents: number, currency: string): string {
  const units = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${units.format(amountCents / 100)} ${currency.toUpperCase()}`;
}

/** "a month", "a seat and month": what a price is paid for. */
export function formatUnit({ perSeat, interval }: { perSeat: boolean; interval: string }): string {
  return `a ${perSeat ? "seat and " : ""}${interval}`;
}
