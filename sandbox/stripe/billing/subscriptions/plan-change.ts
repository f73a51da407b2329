import { invalid } from "../../http/errors";
import { readInteger, readOneOf, readText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { billedOf } from "../invoices/keep";
import { type DraftLine, prorationLine, regularLine } from "../invoices/lines";
import { boundary, type Period, periodAt } from "../maths/periods";
import { remainingShare } from "../maths/prorate";
import { amountOf, cadenceOf, sameCadence } from "../objects/prices";
import type { ItemWire, SubscriptionWire } from "../objects/wires";
import { editItems } from "./items";

export const PRORATIONS = ["create_prorations", "always_invoice", "none"] as const;

/** What a change does, before it is done: `create_preview` shows exactly this, and the update carries it out. */
export type PlannedChange = {
  items: ItemWire[];
  anchor: number;
  trialEnd: number | null;
  status: string;
  /** Credits of the old and debits of the new. */
  prorations: DraftLine[];
  /** Whole periods, where the change begins a new one. */
  regular: DraftLine[];
  /** Whether an invoice follows at once; otherwise the prorations wait for the next. */
  invoicesNow: boolean;
  /** Pinned second, when the caller named one. */
  prorationDate: number | null;
};

export function periodOf(item: ItemWire): Period {
  return { start: item.current_period_start, end: item.current_period_end };
}

export function currentPeriod(subscription: SubscriptionWire): Period {
  const periods = subscription.items.data.map(periodOf);
  return {
    start: Math.min(...periods.map(({ start }) => start)),
    end: Math.min(...periods.map(({ end }) => end)),
  };
}

export function withPeriod(item: ItemWire, period: Period): ItemWire {
  return { ...item, current_period_start: period.start, current_period_end: period.end };
}

/** `input`: `items`, `proration_behavior`, `proration_date`, `trial_end`. */
export function planChange(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  input: Fields,
  now: number,
): PlannedChange {
  const behavior = readOneOf(input, "proration_behavior", PRORATIONS) ?? "create_prorations";
  const period = currentPeriod(subscription);
  const pinned = readInteger(input, "proration_date");
  if (pinned !== undefined && (pinned < period.start || pinned > period.end)) {
    throw invalid("Cannot specify a proration date outside of the current billing period.", "proration_date");
  }
  const at = pinned ?? Math.min(now, period.end);
  const before = subscription.items.data;
  const edited = editItems(
    sandbox,
    {
      subscription: subscription.id,
      at: now,
      period,
      currency: subscription.currency,
    },
    before,
    input,
  );
  const trialEnd = readTrialEnd(input, now);
  const inTrial = subscription.status === "trialing";
  const trialAfter =
    trialEnd === undefined ? (inTrial ? subscription.trial_end : null) : trialEnd === now ? null : trialEnd;
  const changesCadence = edited.some((item) => {
    const old = before.find(({ id }) => id === item.id);
    return old !== undefined && !sameCadence(old.price, item.price);
  });
  const begins = trialAfter === null && (changesCadence || (inTrial && trialEnd === now));
  const anchor = begins ? now : (trialAfter ?? subscription.billing_cycle_anchor);
  const items = edited.map((item) => withPeriod(item, nextPeriod(item, { now, begins, anchor, trialEnd: trialAfter })));
  const prorates = behavior !== "none" && !inTrial;
  const all = begins || (trialAfter !== null && !inTrial);
  const prorations = prorates ? prorate(sandbox, subscription, edited, at, { all, debits: !all }) : [];
  return {
    items,
    anchor,
    trialEnd: trialEnd === now ? now : (trialAfter ?? subscription.trial_end),
    status: trialAfter !== null ? "trialing" : inTrial ? "active" : subscription.status,
    prorations,
    regular: begins ? items.map((item) => regularLine(sandbox, item, periodOf(item))) : [],
    invoicesNow: begins || (behavior === "always_invoice" && prorations.length > 0),
    prorationDate: pinned ?? null,
  };
}

function nextPeriod(
  item: ItemWire,
  of: { now: number; begins: boolean; anchor: number; trialEnd: number | null },
): Period {
  if (of.trialEnd !== null) return { start: Math.min(item.current_period_start, of.now), end: of.trialEnd };
  if (of.begins) return { start: of.now, end: boundary(of.anchor, cadenceOf(item.price, "items"), 1) };
  const kept = periodOf(item);
  return kept.end > of.now ? kept : periodAt(of.anchor, cadenceOf(item.price, "items"), of.now);
}

export function readTrialEnd(input: Fields, now: number): number | undefined {
  const text = readText(input, "trial_end");
  if (text === undefined || text === "") return undefined;
  if (text === "now") return now;
  const at = readInteger(input, "trial_end") ?? now;
  if (at <= now) throw invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
  if (at > now + 730 * 86_400) throw invalid("The trial_end must be within 2 years.", "trial_end");
  return at;
}

/** `all`: a new cycle begins, so every item is credited; otherwise only the items that change, each with its debit. */
function prorate(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  after: readonly ItemWire[],
  at: number,
  how: { all: boolean; debits: boolean },
): DraftLine[] {
  const before = subscription.items.data;
  const lines: DraftLine[] = [];
  for (const old of before) {
    const next = after.find(({ id }) => id === old.id);
    const same = next !== undefined && next.price.id === old.price.id && next.quantity === old.quantity;
    if (same && !how.all) continue;
    const line = creditOf(sandbox, old, at);
    if (line) lines.push(line);
    if (next && how.debits) lines.push(debitOf(sandbox, next, at));
  }
  const added = after.filter((item) => !before.some(({ id }) => id === item.id));
  if (how.debits) lines.push(...added.map((item) => debitOf(sandbox, item, at)));
  return lines;
}

/** Flexible billing credits what was really billed, not today's price and quantity. */
export function creditOf(sandbox: Sandbox, item: ItemWire, at: number): DraftLine | undefined {
  const period = periodOf(item);
  const billed = billedOf(sandbox, item.id);
  if (!billed) return undefined;
  const amount = -remainingShare(amountOf(billed.price, billed.quantity), period, at) || 0;
  const credited = { invoice: billed.invoice, line: billed.line };
  return prorationLine(sandbox, "unused", item, billed, amount, { start: at, end: period.end }, credited);
}

function debitOf(sandbox: Sandbox, item: ItemWire, at: number): DraftLine {
  const period = periodOf(item);
  const amount = remainingShare(amountOf(item.price, item.quantity), period, at);
  return prorationLine(sandbox, "remaining", item, item, amount, { start: at, end: period.end });
}
