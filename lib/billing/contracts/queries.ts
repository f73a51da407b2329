import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";

/**
 * Finds the contract to end: the live one, else an ended one that Stripe still invoices because ending it was
 * interrupted. For operators. Errors: FORBIDDEN.
 */
export async function findContractToEnd(ctx: AccountContext): Promise<{ id: string; plan: string } | null> {
  authorize(ctx, "plan:assign");
  const accountId = ctx.account.id;
  const at = now();
  const select = { id: true, plan: true } as const;
  const contract = { accountId, kind: "contract" } as const;
  const live = { ...contract, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
  const found = await db().term.findFirst({ where: live, select, orderBy: { startsAt: "desc" } });
  if (found) return found;
  const invoiced = await db().subscription.findFirst({
    where: { accountId, termId: { not: null }, endedAt: null },
    select: { termId: true },
  });
  if (!invoiced?.termId) return null;
  return db().term.findFirst({ where: { ...contract, id: invoiced.termId, endsAt: { lte: at } }, select });
}
