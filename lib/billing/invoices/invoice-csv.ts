import type { BilledLine } from "@/lib/billing/invoices/queries";

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

/** Spreadsheets run text that starts like a formula; a leading apostrophe prevents it. */
function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** Minor units as a plain decimal, "-12.50". Never quoted, so that spreadsheets read a number. */
function amountOf(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const record = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

export const CSV_HEADER = record(HEADER);

/** A line as a record of RFC 4180. */
export function csvLine(line: BilledLine): string {
  const texts = [line.number || "draft", line.status, line.createdAt, line.description, line.feature].map(cell);
  const money = [String(line.quantity), amountOf(line.amount), line.currency.toUpperCase()];
  return record([...texts, ...money, line.proration ? "yes" : "no", line.periodStart, line.periodEnd]);
}
