import "server-only";
import { authorize } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/access/lock-account";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { type AssignPlanInput, assignPlanSchema } from "@/lib/billing/contracts/schema";
import { now } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { CATALOGUE_VERSION, planDefinition } from "@/lib/entitlements/catalogue";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

/**
 * Gives an account a plan by a term from now on, and ends any live term. For operators and the demo; customers change
 * plans by checkout. Errors: VALIDATION when the plan is for the other kind of account.
 */
export async function assignPlan(ctx: AccountContext, input: AssignPlanInput): Promise<{ termId: string }> {
  authorize(ctx, "plan:assign");
  const { plan, kind, seats, endsAt, reason } = assignPlanSchema.parse(input);
  if (planDefinition(plan).accountKind !== ctx.account.kind) {
    throw new AppError("VALIDATION", {
      message: `The plan ${plan} is for another kind of account: @${ctx.account.handle} is ${ctx.account.kind}.`,
    });
  }

  const id = newId();

  await transaction(async (tx) => {
    const at = now();
    await lockAccount(tx, ctx.account.id);
    const live = { accountId: ctx.account.id, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
    const ended = await tx.term.findMany({ where: live, select: { plan: true } });
    await tx.term.updateMany({ where: live, data: { endsAt: at } });
    await tx.term.create({
      data: {
        id,
        accountId: ctx.account.id,
        kind,
        plan,
        planVersion: CATALOGUE_VERSION,
        seats,
        startsAt: at,
        endsAt,
        reason,
        createdBy: { ...ctx.actor },
        createdAt: at,
      },
    });
    await applyEntitlements(tx, ctx.account.id);

    await record(tx, ctx, {
      action: "plan.assigned",
      targets: [{ type: "term", id, name: `${plan} (${kind})` }],
      changes: [{ path: "plan", before: ended[0]?.plan ?? null, after: plan }],
      metadata: { reason, seats, endsAt: endsAt?.toISOString() ?? null },
    });
  });
  return { termId: id };
}
