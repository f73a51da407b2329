/** "19.00 USD": minor units of a currency that has hundredths, as the catalogue's prices do. */
export function formatMoney(amountCents: number, currency: string): string {
  const units = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${units.format(amountCents / 100)} ${currency.toUpperCase()}`;
}
