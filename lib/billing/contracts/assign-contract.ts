import "server-only";
import type { Term } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { endSubscription } from "@/lib/billing/contracts/end-subscription";
import type { AssignContractInput } from "@/lib/billing/contracts/schema";
import { assertNoChange } from "@/lib/billing/quotes/claim-quote";
import { endCheckouts } from "@/lib/billing/quotes/end-checkouts";
import { leastSeats } from "@/lib/billing/quotes/rules";
import { billingEnabled } from "@/lib/billing/stripe/client";
import { createContractSubscription } from "@/lib/billing/stripe/contracts";
import { ensureCustomer } from "@/lib/billing/subscriptions/ensure-customer";
import { loadStanding } from "@/lib/billing/subscriptions/standing";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { now } from "@/lib/clock";
import { db, type Tx, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { AppError, conflict } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { formatDay } from "@/lib/time";

/**
 * Records a contract (D4), for operators and staff. Ends a trial, and a running subscription with a credit for its
 * unused time; Stripe can invoice the contract. A repeat continues an interrupted call, e.g. after UPSTREAM.
 * Errors: FORBIDDEN, VALIDATION, CONFLICT for a period of another contract, or while a customer changes something.
 */
export async function assignContract(ctx: AccountContext, input: AssignContractInput): Promise<{ termId: string }> {
  authorize(ctx, "plan:assign");
  assertSensible(ctx, input);
  await readBack(ctx);
  if (input.startsAt > now() && (await loadStanding(db(), ctx.account)).subscription) {
    throw conflict(`@${ctx.account.handle} has a subscription. A contract that ends it starts now, not later.`);
  }

  const { id: termId, startsAt, endsAt } = await recordTerm(ctx, input);
  // From here on the account can buy nothing. An earlier or open purchase must not be paid beside the contract.
  await endCheckouts(ctx, { except: null });
  const beside = await soldBeside(ctx);
  if (beside.length > 0 && startsAt > now()) {
    throw conflict(`@${ctx.account.handle} has bought a subscription meanwhile. End this contract, or start it now.`);
  }

  for (const id of beside) await endSubscription(id);
  if (input.invoice && (await db().subscription.count({ where: { termId, endedAt: null } })) === 0) {
    const { name } = planDefinition(input.plan);
    await createContractSubscription({
      customerId: await ensureCustomer(ctx),
      termId,
      seats: input.seats ?? 0,
      description: `${name} contract of @${ctx.account.handle}`,
      ...input.invoice,
      startsAt: startsAt > now() ? startsAt : null,
      endsAt,
      idempotencyKey: `contract:${ctx.account.id}:${termId}`,
    });
  }

  await readBack(ctx);
  return { termId };
}

/**
 * Reads Stripe's present state, since a purchase may be newer than its event. Without payments there is nothing to
 * read.
 */
async function readBack({ account, request }: AccountContext): Promise<void> {
  if (billingEnabled()) await syncCustomer({ accountId: account.id }, { because: "change", request });
}

/** The running subscriptions that customers bought themselves. */
async function soldBeside({ account }: AccountContext): Promise<string[]> {
  const own = { accountId: account.id, endedAt: null, termId: null, plan: { not: null } };
  return (await db().subscription.findMany({ where: own, select: { id: true } })).map(({ id }) => id);
}

function assertSensible({ account }: AccountContext, input: AssignContractInput): void {
  const { plan, startsAt, endsAt, seats, invoice } = input;
  const definition = planDefinition(plan);
  const { name, accountKind } = definition;
  if (accountKind !== account.kind) {
    const message = `The plan ${name} is for another kind of account: @${account.handle} is ${account.kind}.`;
    throw new AppError("VALIDATION", { message });
  }
  if (endsAt && endsAt <= startsAt) throw new AppError("VALIDATION", { message: "A contract ends after it starts." });
  if (invoice && endsAt && endsAt <= now()) {
    throw new AppError("VALIDATION", { message: "A contract that is over is not invoiced." });
  }

  const least = definition.seats === "sold" ? leastSeats(definition) : null;
  if (seats !== null && least === null) {
    throw new AppError("VALIDATION", { message: `${name} is for one person and has no seats.` });
  }
  if (seats !== null && least !== null && seats < least) {
    throw new AppError("VALIDATION", { message: `${name} has at least ${least} seats.` });
  }
}

type Recorded = Pick<Term, "id" | "startsAt" | "endsAt">;

async function recordTerm(ctx: AccountContext, input: AssignContractInput): Promise<Recorded> {
  const accountId = ctx.account.id;
  return transaction(async (tx) => {
    await lockAccount(tx, accountId);
    await assertNoChange(tx, accountId, { except: null });
    const same = await overlapping(tx, accountId, input);
    if (same) return same;

    const { plan, seats, startsAt, endsAt, reason } = input;
    await tx.term.updateMany({
      where: { accountId, kind: "trial", startsAt: { lte: startsAt }, endsAt: { gt: startsAt } },
      data: { endsAt: startsAt },
    });
    const id = newId();
    await tx.term.create({
      data: {
        id,
        accountId,
        kind: "contract",
        plan,
        planVersion: CATALOGUE_VERSION,
        seats,
        startsAt,
        endsAt,
        reason,
        createdBy: { ...ctx.actor },
        createdAt: now(),
      },
    });
    await applyEntitlements(tx, accountId);

    await record(tx, ctx, {
      action: "contract.assigned",
      targets: [{ type: "term", id, name: `${plan} (contract)` }],
      metadata: {
        reason,
        seats,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt?.toISOString() ?? null,
        amount: input.invoice?.amountCents ?? null,
        interval: input.invoice?.interval ?? null,
      },
    });
    return { id, startsAt, endsAt };
  });
}

/** Finds the same contract if it is already recorded. Errors: CONFLICT for another one that shares a day with it. */
async function overlapping(tx: Tx, accountId: string, input: AssignContractInput): Promise<Term | null> {
  const { plan, seats, startsAt, endsAt } = input;
  const others = await tx.term.findMany({
    where: {
      accountId,
      kind: "contract",
      AND: [
        { OR: [{ endsAt: null }, { endsAt: { gt: startsAt } }] },
        ...(endsAt ? [{ startsAt: { lt: endsAt } }] : []),
      ],
    },
    orderBy: { startsAt: "asc" },
  });
  // A contract that ended at its very start covers no time.
  const covering = others.filter((one) => one.endsAt === null || one.endsAt > one.startsAt);
  const [first] = covering;
  if (!first) return null;

  // A repeat of "from now on" means the contract that began with the first call.
  const begun = (one: Term) => one.startsAt <= startsAt && startsAt <= now();
  const same = (one: Term) =>
    one.plan === plan &&
    one.seats === seats &&
    (begun(one) || one.startsAt.getTime() === startsAt.getTime()) &&
    one.endsAt?.getTime() === endsAt?.getTime();
  if (covering.length === 1 && same(first)) return first;

  const until = first.endsAt ? ` until ${formatDay(first.endsAt.toISOString())}` : " without an end";
  throw conflict(
    `A contract from ${formatDay(first.startsAt.toISOString())}${until} covers that time. End it first, or start after it.`,
  );
}
