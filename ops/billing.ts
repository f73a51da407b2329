import { describePlans } from "@/lib/billing/page/describe-plans";
import { billingStatus } from "@/lib/billing/page/queries";
import type { BillingProvider } from "@/lib/billing/stripe/types";
import { findDrift } from "@/lib/billing/sync/queries";
import { formatAmount, formatLimit } from "@/lib/entitlements/format";
import { listLimitUsage, listTerms } from "@/lib/entitlements/queries";
import { formatMoney, formatUnit } from "@/lib/money";
import { type Answer, cells, contextOf, type Input } from "@/ops/command";
import { EXIT } from "@/ops/exit";

/** Words for a price that the provider does not confirm. */
const UNCONFIRMED = {
  disabled: "payments are off",
  unreachable: "unknown: Stripe cannot be reached",
  ready: "not confirmed, not offered",
} as const satisfies Record<BillingProvider["state"], string>;

/**
 * Shows the catalogue with the provider's prices; `--check` fails when one is not confirmed or the provider does not
 * answer.
 */
export async function plans({ values }: Input): Promise<Answer> {
  const answer = await describePlans();
  const sold = [
    ...answer.plans.map(({ key, name, accountKind, prices }) => ({ key, name, for: accountKind, prices })),
    ...answer.addOns.map(({ key, label, plans: of, price }) => ({
      key,
      name: label,
      for: of.join(", "),
      prices: [price],
    })),
  ];
  const rows = sold.flatMap(({ prices, key, name, for: kind }) => {
    const said = prices.map((price) => ({
      price: `${formatMoney(price.amount, price.currency)} ${formatUnit(price)}`,
      provider: price.confirmed ? "confirmed" : UNCONFIRMED[answer.provider.state],
    }));
    const none = [{ price: "", provider: "" }];
    return (said.length > 0 ? said : none).map((price) => ({ plan: key, name, for: kind, ...price }));
  });
  const unconfirmed = sold.some(({ prices }) => prices.some(({ confirmed }) => !confirmed));
  const failed = answer.provider.state === "unreachable" ? EXIT.unreachable : unconfirmed ? EXIT.blocked : EXIT.done;

  return { rows, data: answer, exit: values.check ? failed : EXIT.done };
}

export async function quota({ first: handle }: Input): Promise<Answer> {
  const usage = await listLimitUsage(await contextOf(handle));
  const rows = usage.map(({ key, used, reserved, limit, source }) => ({
    limit: key,
    used: used === null ? "not measured" : formatAmount(key, used),
    reserved: formatAmount(key, reserved),
    of: formatLimit(key, limit),
    source: source.label,
  }));
  return { rows, data: usage };
}

/**
 * Shows the synced rows, the terms, and whether Stripe agrees; `--check` fails on drift and when Stripe does not
 * answer.
 */
export async function subscription({ first: handle, values }: Input): Promise<Answer> {
  const ctx = await contextOf(handle);
  const status = await billingStatus(ctx);
  const terms = await listTerms(ctx);
  const drift = await findDrift(ctx);
  const { subscription, plan, state, until, seats } = status;
  const changes = "changes" in drift ? drift.changes : [];
  const fields = {
    account: `@${ctx.account.handle}`,
    plan,
    state,
    until,
    subscription: subscription?.id,
    status: subscription?.status,
    interval: subscription?.interval,
    price:
      subscription?.recurringAmount == null
        ? null
        : `${formatMoney(subscription.recurringAmount, subscription.currency)} a period`,
    "period ends": subscription?.periodEnd,
    "cancels at": subscription?.cancelAt,
    seats: seats && `${seats.purchased} purchased, ${seats.used} used, ${seats.reserved} reserved`,
    problems: status.problems.map(({ message }) => message).join(" "),
    "last synced": "syncedAt" in drift ? drift.syncedAt : null,
    parked: "parked" in drift ? drift.parked : null,
    drift: `${drift.state.replaceAll("_", " ")}${changes.length > 0 ? `: ${changes.join(", ")}` : ""}`,
  };
  const rows = Object.entries(cells(fields)).map(([field, value]) => ({ field, value }));
  const known = rows.filter(({ value }) => value !== "");
  const told = terms.map(({ id, kind, plan: of, phase, startsAt, endsAt, reason }) => ({
    field: `${kind} ${id}`,
    value: `${of}, ${phase}, ${startsAt} to ${endsAt ?? "no end"}: ${reason}`,
  }));
  const failed = drift.state === "unreachable" ? EXIT.unreachable : drift.state === "drift" ? EXIT.blocked : EXIT.done;

  return { rows: [...known, ...told], data: { ...status, terms, drift }, exit: values.check ? failed : EXIT.done };
}
