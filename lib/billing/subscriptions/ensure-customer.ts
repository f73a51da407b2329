import "server-only";
import { createHash } from "node:crypto";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { createCustomer } from "@/lib/billing/stripe/customers";
import { customerDeleted } from "@/lib/billing/subscriptions/rules";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";

// Records nothing: what is bought through it is recorded.

/**
 * Returns the account's customer at Stripe, and makes it once, when first needed. The key follows from the sent data,
 * so neither parallel callers nor a rename after an interruption conflict; only the stored row says whose a customer
 * is. Does not replace a customer deleted at Stripe. Errors: UPSTREAM, CONFLICT.
 */
export async function ensureCustomer(ctx: AccountContext): Promise<string> {
  const accountId = ctx.account.id;
  const known = await db().billingCustomer.findUnique({ where: { accountId } });
  if (known?.unlinkedAt) throw customerDeleted();
  if (known) return known.stripeCustomerId;

  const { handle, name } = ctx.account;
  const email = await addressOf(ctx);
  const said = createHash("sha256")
    .update(JSON.stringify([handle, name, email]))
    .digest("hex")
    .slice(0, 16);
  const idempotencyKey = `customer:${accountId}:${said}`;
  const made = await createCustomer({ accountId, handle, name, email, idempotencyKey });

  return transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const data = { accountId, stripeCustomerId: made, createdAt: now(), name, email };
    await tx.billingCustomer.createMany({ data: [data], skipDuplicates: true });
    const row = await tx.billingCustomer.findUniqueOrThrow({ where: { accountId } });
    return row.stripeCustomerId;
  });
}

/** The longest-standing owner, so that every caller sends the same address. */
async function addressOf({ account }: AccountContext): Promise<string> {
  const owner = await db().membership.findFirst({
    where: { accountId: account.id, role: "owner" },
    select: { user: { select: { email: true } } },
    orderBy: [{ joinedAt: "asc" }, { userId: "asc" }],
  });
  return owner?.user.email ?? "";
}
