import "server-only";
import { joiningContext } from "@/lib/access/context";
import { limitRate } from "@/lib/access/rate-limit";
import type { AccountContext, AccountRef, Viewer } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { now } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { CATALOGUE_VERSION } from "@/lib/entitlements/catalogue";
import { TRIAL } from "@/lib/entitlements/plans";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { claimHandle } from "@/lib/people/accounts/claim-handle";
import { handleProblem } from "@/lib/people/accounts/rules";
import { trialStartOf } from "@/lib/people/organizations/queries";
import type { CreateOrganizationInput } from "@/lib/people/organizations/schema";
import { takeFounderSeat } from "@/lib/people/seats/seat-entries";
import { DAY_MS } from "@/lib/time";

export type NewOrganization = AccountRef & {
  /** ISO 8601; null when the person had their trial before. */
  trialEndsAt: string | null;
};

/**
 * Creates an organization with the viewer as owner, on the trial once per person (T1); a later one starts `ended` (D1).
 * Errors: UNAUTHENTICATED, FORBIDDEN for a token, VALIDATION for a reserved handle, CONFLICT for a taken one,
 * RATE_LIMITED.
 */
export async function createOrganization(viewer: Viewer, input: CreateOrganizationInput): Promise<NewOrganization> {
  const { handle, name } = input;
  const account: AccountRef = { id: newId(), handle, name, kind: "organization" };
  const ctx = joiningContext(viewer, account, "owner");
  const userId = viewer.userId ?? "";
  const problem = handleProblem(handle);
  if (problem) throw new AppError("VALIDATION", { message: problem, fields: { handle: [problem] } });

  await limitRate("organization-person", userId);

  return transaction(async (tx) => {
    // Locks the person, so that of two parallel organizations only one gets the trial.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`;
    await foundAccount(tx, ctx, userId);
    const trialEndsAt = (await trialStartOf(userId, tx)) === null ? await startTrial(tx, ctx) : null;
    await applyEntitlements(tx, account.id);
    await takeFounderSeat(tx, ctx, userId);
    await record(tx, ctx, {
      action: "organization.created",
      targets: [{ type: "account", id: account.id, name: handle }],
      metadata: { name, trialEndsAt: trialEndsAt?.toISOString() ?? null },
    });
    return { ...account, trialEndsAt: trialEndsAt?.toISOString() ?? null };
  });
}

async function foundAccount(tx: Tx, ctx: AccountContext, userId: string): Promise<void> {
  const { id, handle, name } = ctx.account;
  const at = now();
  await tx.account.create({
    // The id stands in for the handle until one is claimed: a handle row needs an existing account.
    data: { id, handle: id, name, kind: "organization", defaultVisibility: "private", createdAt: at },
  });
  if (!(await claimHandle(tx, id, handle))) {
    throw new AppError("CONFLICT", { message: `The handle ${handle} is taken. Choose another one.` });
  }
  await tx.account.update({ where: { id }, data: { handle } });
  await tx.membership.create({ data: { accountId: id, userId, role: "owner", joinedAt: at, lastActiveAt: at } });
}

async function startTrial(tx: Tx, ctx: AccountContext): Promise<Date> {
  const at = now();
  const endsAt = new Date(at.getTime() + TRIAL.days * DAY_MS);
  await tx.term.create({
    data: {
      id: newId(),
      accountId: ctx.account.id,
      kind: "trial",
      plan: TRIAL.plan,
      planVersion: CATALOGUE_VERSION,
      seats: TRIAL.seats,
      startsAt: at,
      endsAt,
      reason: "The first organization of a person",
      createdBy: { ...ctx.actor },
      createdAt: at,
    },
  });
  return endsAt;
}
