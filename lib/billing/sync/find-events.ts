import "server-only";
import type { StripeEventState } from "@/generated/prisma/enums";
import { ACCOUNT_REF } from "@/lib/access/queries";
import type { AccountRef } from "@/lib/access/types";
import { db } from "@/lib/db";

/** An event of the inbox without its payload. `handle` is null when it belongs to no account here. */
export type InboxRow = {
  id: string;
  type: string;
  state: StripeEventState;
  handle: string | null;
  attempts: number;
  createdAt: string;
  note: string;
};

const SHOWN = 100;

/** Lists the newest events of the inbox, of all states or one. For operators: across accounts. At most 100. */
export async function findEvents(state: StripeEventState | null): Promise<InboxRow[]> {
  const rows = await db().stripeEvent.findMany({
    where: state === null ? {} : { state },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    omit: { payload: true },
  });
  const accounts = await accountsOf(rows.map(({ stripeCustomerId }) => stripeCustomerId));
  return rows.map(({ id, type, state: now, attempts, createdAt, note, stripeCustomerId }) => {
    const handle = accounts.get(stripeCustomerId)?.handle ?? null;
    return { id, type, state: now, handle, attempts, createdAt: createdAt.toISOString(), note };
  });
}

/** Lists the accounts of these events, or of every event that was given up; each once. */
export async function findEventAccounts(which: { ids: readonly string[] } | { dead: true }): Promise<AccountRef[]> {
  const rows = await db().stripeEvent.findMany({
    where: "ids" in which ? { id: { in: [...which.ids] } } : { state: "dead" },
    select: { stripeCustomerId: true },
    distinct: ["stripeCustomerId"],
  });
  return [...(await accountsOf(rows.map(({ stripeCustomerId }) => stripeCustomerId))).values()];
}

async function accountsOf(customers: readonly string[]): Promise<Map<string, AccountRef>> {
  const rows = await db().billingCustomer.findMany({
    where: { stripeCustomerId: { in: [...customers] } },
    select: { stripeCustomerId: true, account: { select: ACCOUNT_REF } },
  });
  return new Map(rows.map(({ stripeCustomerId, account }) => [stripeCustomerId, account]));
}
