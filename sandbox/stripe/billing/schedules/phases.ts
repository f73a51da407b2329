import { invalid } from "../../http/errors";
import { readFields, readInteger, readOneOf, readText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import { boundary, type Cadence, INTERVALS } from "../maths/periods";
import { cadenceOf, sameCadence } from "../objects/prices";
import { readRows } from "../objects/rows";
import { load } from "../objects/stored";
import type { ItemWire, PhaseWire, SubscriptionWire } from "../objects/wires";
import { makeItem, readItems, refuseMix, repriced, type Wanted } from "../subscriptions/items";
import { currentPeriod, PRORATIONS } from "../subscriptions/plan-change";

const PHASE = ["duration", "end_date", "items", "metadata", "proration_behavior", "start_date", "trial_end"];
function phaseWire(
  subscription: SubscriptionWire,
  of: {
    start: number;
    end: number;
    items: readonly Wanted[];
    proration: string;
    trialEnd: number | null;
    input: Fields;
  },
): PhaseWire {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: subscription.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: of.end,
    invoice_settings: null,
    items: of.items.map(({ price, quantity, metadata }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata,
      plan: price.id,
      price: price.id,
      quantity,
      tax_rates: [],
    })),
    metadata: mergeMetadata({}, of.input),
    on_behalf_of: null,
    proration_behavior: of.proration,
    start_date: of.start,
    transfer_data: null,
    trial_end: of.trialEnd,
  };
}

/** The present period as it is: what a schedule made from a subscription begins with. */
export function presentPhase(subscription: SubscriptionWire): PhaseWire {
  const { start, end } = currentPeriod(subscription);
  const trialEnd = subscription.status === "trialing" ? subscription.trial_end : null;
  const items = subscription.items.data.map(({ price, quantity }) => ({ price, quantity, metadata: {} }));
  return phaseWire(subscription, { start, end, items, proration: "create_prorations", trialEnd, input: {} });
}

/** `phases[]` of an update. Each begins where the one before ends; the last lasts one period when nothing else is said. */
export function readPhases(
  sandbox: Sandbox,
  subscription: SubscriptionWire,
  input: Fields,
  startsAt: number,
): PhaseWire[] {
  const phases: PhaseWire[] = [];
  for (const { row, path } of readRows(input, "phases", PHASE)) {
    const start = phases.at(-1)?.end_date ?? startsAt;
    const given = readText(row, "start_date") === "now" ? start : (readInteger(row, "start_date") ?? start);
    if (given !== start) {
      throw invalid(
        phases.length === 0
          ? "You can not modify the start date of the current phase."
          : "The start date of a phase must be the end date of the phase before it.",
        `${path}[start_date]`,
      );
    }
    const items = readItems(sandbox, row);
    const prices = items.map(({ price }) => price);
    refuseMix(prices, subscription.currency);
    const end = readEnd(row, path, start, cadenceOf(prices[0] ?? load(sandbox, "price", ""), `${path}[items]`));
    const proration = readOneOf(row, "proration_behavior", PRORATIONS) ?? "create_prorations";
    phases.push(
      phaseWire(subscription, {
        start,
        end,
        items,
        proration,
        trialEnd: readInteger(row, "trial_end") ?? null,
        input: row,
      }),
    );
  }
  if (phases.length === 0) throw invalid("A schedule must have at least one phase.", "phases");
  return phases;
}

function readEnd(row: Fields, path: string, start: number, cadence: Cadence): number {
  const duration = readFields(row, "duration");
  const end = readInteger(row, "end_date");
  if (duration && end !== undefined)
    throw invalid("You can only set one of `end_date` and `duration`.", `${path}[end_date]`);
  if (end !== undefined && end <= start)
    throw invalid("The end date of a phase must be after its start.", `${path}[end_date]`);
  if (end !== undefined) return end;
  const interval = duration && INTERVALS.find((one) => one === duration.interval);
  const count = (duration && readInteger(duration, "interval_count")) ?? 1;
  if (duration && (!interval || count < 1)) throw invalid("Invalid duration.", `${path}[duration]`);
  return boundary(start, interval ? { interval, count } : cadence, 1);
}

/**
 * The subscription's items as a phase has them. An item stays the same item where its price stays, or where it is the
 * only one; its period is not touched.
 */
export function itemsOfPhase(sandbox: Sandbox, subscription: SubscriptionWire, phase: PhaseWire): ItemWire[] {
  const present = subscription.items.data;
  const period = currentPeriod(subscription);
  return phase.items.map(({ price: id, quantity, metadata }) => {
    const price = load(sandbox, "price", id);
    const only = phase.items.length === 1 && present.length === 1 ? present[0] : undefined;
    const same = present.find((item) => item.price.id === id) ?? only;
    if (same) return { ...(same.price.id === id ? same : repriced(same, price)), quantity };
    const of = { subscription: subscription.id, at: sandbox.clock.now(), period };
    return makeItem(sandbox, of, price, quantity, metadata);
  });
}

/** The subscription once a phase begins at the end of its period; another interval begins its cycle anew. */
export function inPhase(sandbox: Sandbox, subscription: SubscriptionWire, phase: PhaseWire): SubscriptionWire {
  const data = itemsOfPhase(sandbox, subscription, phase);
  const [before, after] = [subscription.items.data[0], data[0]];
  const resets = before !== undefined && after !== undefined && !sameCadence(before.price, after.price);
  return {
    ...subscription,
    items: { ...subscription.items, data },
    billing_cycle_anchor: resets ? currentPeriod(subscription).end : subscription.billing_cycle_anchor,
  };
}

/** The phase after the one that ends at `end`. */
export function phaseFrom(phases: readonly PhaseWire[], end: number): PhaseWire | undefined {
  return phases.find((phase) => phase.start_date === end);
}
