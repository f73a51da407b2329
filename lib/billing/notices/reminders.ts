import type { Notice } from "@/lib/billing/notices/schema";
import type { DueNotice, NoticeFacts, NoticeSubscription } from "@/lib/billing/notices/types";
import { recurringAmountOf } from "@/lib/billing/subscriptions/recurring-amount";
import { CARD_NOTICE_DAYS } from "@/lib/billing/subscriptions/rules";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { deriveStanding } from "@/lib/entitlements/commercial-state";
import type { PlanDefinition } from "@/lib/entitlements/plans";
import { isRenewing } from "@/lib/entitlements/subscription-status";
import type { Interval } from "@/lib/entitlements/types";
import { DAY_MS } from "@/lib/time";

export const TRIAL_REMINDER_DAYS = [3, 1] as const;
export const RENEWAL_REMINDER_DAYS = [30, 7] as const;
/** INV-S4: how many days before a price rise begins people are told. */
const PRICE_NOTICE_DAYS = 30;

function before(instant: Date, days: number): Date {
  return new Date(instant.getTime() - days * DAY_MS);
}

/** What a subscription bought, as notices say it. */
export function boughtAs({ plan, planVersion, seats, interval }: NoticeSubscription) {
  return { plan, planVersion, seats, interval };
}

function isLive({ status, endedAt }: NoticeSubscription): boolean {
  return endedAt === null && isRenewing(status);
}

/** The end of a trial, three days and one day before, with the charge if a plan was bought for it. */
export function trialNotices(facts: NoticeFacts, at: Date): DueNotice[] {
  const { source, plan, planVersion } = deriveStanding(facts.entitlements, at);
  const [origin = "", id = ""] = source.id.split(/:(.*)/s);
  const trial = origin === "trial" ? trialTerm(facts, id) : origin === "subscription" ? boughtTrial(facts, id) : null;
  if (!trial || trial.endsAt <= at) return [];
  const { startsAt, endsAt, charge } = trial;
  const notice = { kind: "trial_ending", endsAt: endsAt.toISOString(), charge, plan, planVersion } satisfies Notice;
  return TRIAL_REMINDER_DAYS.flatMap((days): DueNotice[] => {
    const due = before(endsAt, days);
    if (due > at || due < startsAt) return [];
    return [{ key: `trial_ending:${id}:${days}`, group: `trial:${id}`, at: due, notice, entered: null }];
  });
}

function trialTerm(facts: NoticeFacts, id: string) {
  const term = facts.entitlements.terms.find((one) => one.id === id);
  return term?.endsAt ? { startsAt: term.startsAt, endsAt: term.endsAt, charge: null } : null;
}

/** D2: a purchase that starts at the trial's end. A purchase cancelled meanwhile charges nothing. */
function boughtTrial(facts: NoticeFacts, id: string) {
  const subscription = facts.subscriptions.find((one) => one.id === id);
  if (subscription?.status !== "trialing" || !subscription.trialEnd) return null;
  const { startedAt, trialEnd, cancelAt, recurringAmount, currency } = subscription;
  const charged = recurringAmount !== null && (cancelAt === null || cancelAt > trialEnd);
  const charge = charged ? { amount: recurringAmount, currency, ...boughtAs(subscription) } : null;
  return { startsAt: startedAt, endsAt: trialEnd, charge };
}

/** A card is valid until the end of its month; told while a renewal depends on it. */
export function cardNotices({ card, subscriptions }: NoticeFacts, at: Date): DueNotice[] {
  const depends = subscriptions.some((one) => isLive(one) && !one.sent && one.cancelAt === null);
  if (!card || !depends) return [];
  const endsAt = new Date(Date.UTC(card.expYear, card.expMonth, 1));
  const due = before(endsAt, CARD_NOTICE_DAYS);
  if (due > at) return [];
  const { brand, last4 } = card;
  const key = `card_expiring:${brand}:${last4}:${card.expYear}-${card.expMonth}`;
  const notice = { kind: "card_expiring", brand, last4, endsAt: endsAt.toISOString() } satisfies Notice;
  return [{ key, group: key, at: due, notice, entered: null }];
}

/** The price of the next period with its scheduled changes; null when the price is unknown. */
function nextPeriod(subscription: NoticeSubscription) {
  const { scheduled, periodEnd, plan, planVersion, recurringAmount, addOns } = subscription;
  if (!scheduled || !periodEnd || scheduled.at > periodEnd) {
    return { interval: subscription.interval, seats: subscription.seats, amount: recurringAmount };
  }
  const interval = scheduled.interval ?? subscription.interval;
  const seats = scheduled.seats ?? subscription.seats;
  const price = planDefinition(plan, planVersion).prices.find((one) => one.interval === interval);
  const unit = interval === subscription.interval ? subscription.unitAmount : (price?.amountCents ?? null);
  return { interval, seats, amount: recurringAmountOf({ unitAmount: unit, seats, interval, addOns }) };
}

/**
 * The renewal of a yearly plan, 30 and 7 days before, with the amount (INV-B1). Monthly plans tell it at the purchase.
 */
export function renewalNotices({ subscriptions }: NoticeFacts, at: Date): DueNotice[] {
  return subscriptions.flatMap((subscription) => {
    const { id, interval, status, periodEnd, cancelAt, forContract, currency, plan, planVersion } = subscription;
    const renews = interval === "year" && status === "active" && cancelAt === null && !forContract;
    if (!renews || !periodEnd || periodEnd <= at) return [];
    const { amount, ...next } = nextPeriod(subscription);
    if (amount === null) return [];
    const on = periodEnd.toISOString();
    const notice = { kind: "renewal", at: on, amount, currency, plan, planVersion, ...next } satisfies Notice;
    return RENEWAL_REMINDER_DAYS.flatMap((days): DueNotice[] => {
      const due = before(periodEnd, days);
      const group = `renewal:${id}:${on}`;
      return due > at ? [] : [{ key: `${group}:${days}`, group, at: due, notice, entered: null }];
    });
  });
}

/** The same day of a later month, or the last day of a shorter month. */
function addMonths(instant: Date, months: number): Date {
  const moved = new Date(instant);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(instant.getUTCDate(), last));
  return moved;
}

/** The first renewal to which a price announced now may apply. */
function firstRenewalAfterNotice(periodEnd: Date, interval: Interval, at: Date): Date {
  const earliest = at.getTime() + PRICE_NOTICE_DAYS * DAY_MS;
  const step = interval === "month" ? 1 : 12;
  let periods = 0;
  while (addMonths(periodEnd, periods * step).getTime() < earliest) periods++;
  return addMonths(periodEnd, periods * step);
}

/**
 * The notices to subscriptions of `old` when `next` is dearer: both prices, and the first renewal at least 30 days from
 * now, before which they may cancel (INV-S4). A lower or equal price needs no notice.
 */
export function priceRiseNotices(
  old: PlanDefinition,
  next: PlanDefinition,
  version: number,
  subscription: NoticeSubscription,
  at: Date,
): DueNotice[] {
  const { id, interval, periodEnd, cancelAt, forContract } = subscription;
  if (!isLive(subscription) || interval === null || periodEnd === null || cancelAt !== null || forContract) return [];

  const former = old.prices.find((price) => price.interval === interval);
  const price = next.prices.find((one) => one.interval === interval);
  if (!former || !price || price.amountCents <= former.amountCents) return [];

  const key = `price_rise:${id}:${version}`;
  const notice = {
    kind: "price_rise",
    before: former.amountCents,
    amount: price.amountCents,
    currency: price.currency,
    perSeat: price.perSeat,
    appliesAt: firstRenewalAfterNotice(periodEnd, interval, at).toISOString(),
    ...boughtAs(subscription),
  } satisfies Notice;

  return [{ key, group: key, at, notice, entered: null }];
}

export function priceNotices({ subscriptions }: NoticeFacts, at: Date): DueNotice[] {
  return subscriptions.flatMap((subscription) => {
    const { plan, planVersion } = subscription;
    if (planVersion >= CATALOGUE_VERSION) return [];
    return priceRiseNotices(
      planDefinition(plan, planVersion),
      planDefinition(plan),
      CATALOGUE_VERSION,
      subscription,
      at,
    );
  });
}
