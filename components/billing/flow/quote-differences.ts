import type { QuoteView } from "@/lib/billing/quotes/types";
import { formatMoney } from "@/lib/money";

function recurringOf({ recurring, currency }: QuoteView): string {
  return recurring ? `${formatMoney(recurring.amount, currency)} a ${recurring.interval}` : "nothing";
}

function excessOf({ impact }: QuoteView): number {
  return impact ? impact.lists.reduce((sum, { excess }) => sum + excess, 0) : 0;
}

/** The differences between a new quote and the accepted one, one sentence each; empty for none. */
export function quoteDifferences(before: QuoteView, after: QuoteView): string[] {
  const [oldSum, newSum] = [before, after].map(({ dueNow, currency }) => formatMoney(dueNow, currency));
  const [oldTax, newTax] = [before, after].map(({ tax, currency }) => formatMoney(tax, currency));
  const [oldLater, newLater] = [recurringOf(before), recurringOf(after)];
  const sameMoment = before.effectiveAt?.slice(0, 10) === after.effectiveAt?.slice(0, 10);
  const [oldExcess, newExcess] = [excessOf(before), excessOf(after)];
  return [
    ...(oldSum === newSum ? [] : [`Due now is ${newSum}; it was ${oldSum}.`]),
    ...(oldTax === newTax ? [] : [`Of it, tax is ${newTax}; it was ${oldTax}.`]),
    ...(oldLater === newLater ? [] : [`Later periods cost ${newLater} without tax; it was ${oldLater}.`]),
    ...(sameMoment ? [] : ["It takes effect on another day."]),
    ...after.sentences.filter((sentence) => !before.sentences.includes(sentence)),
    ...(oldExcess === newExcess ? [] : [`${newExcess} items would become read-only; it was ${oldExcess}.`]),
  ];
}
