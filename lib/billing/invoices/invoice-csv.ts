import type { BilledLine } from "@/lib/billing/invoices/invoices";

const HEADER = [
  "invoice",
  "status",
  "invoice date (UTC)",
  "description",
  "feature",
  "quantity",
  "amount without tax",
  "currency",
  "proration",
  "from (UTC)",
  "to (UTC)",
];

/** A spreadsheet runs what begins like a formula; an apostrophe in front makes it text. */
function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** Minor units as a plain decimal, "-12.50": a number to a spreadsheet, so it is never quoted as text. */
function amountOf(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const record = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

export const CSV_HEADER = record(HEADER);

/** One record of RFC 4180 for a line. */
export function csvLine(line: BilledLine): string {
  const texts = [line.number || "draft", line.status, line.createdAt, line.description, line.feature].map(cell);
  const money = [String(line.quantity), amountOf(line.amount), line.currency.toUpperCase()];
  return record([...texts, ...money, line.proration ? "yes" : "no", line.periodStart, line.periodEnd]);
}
