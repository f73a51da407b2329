import "server-only";
import type { Visibility } from "@/generated/prisma/enums";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { checkAction, checkLimit, checkWritable } from "@/lib/entitlements/check-entitlement";
import type { Decision } from "@/lib/entitlements/types";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { assertNewPackageName, assertVersion } from "@/lib/packages/npm/names";
import { namespaceProblem } from "@/lib/packages/publish/namespace";
import { joinExisting, limitOf, visibilityOfNew } from "@/lib/packages/publish/rules";
import type { PublishPlan } from "@/lib/packages/publish/schema";
import type { PublishOutlook, PublishRoom } from "@/lib/packages/publish/types";

/** Decides about a publish by the plan, before anything is chosen. Never writes. Errors: FORBIDDEN. */
export async function publishRoom(ctx: AccountContext): Promise<PublishRoom> {
  authorize(ctx, "package:publish");
  const [action, publicPlace, privatePlace, publishes, storage, account] = await Promise.all([
    checkAction(ctx, "growth"),
    checkLimit(ctx, "packages.public", 1),
    checkLimit(ctx, "packages.private", 1),
    checkLimit(ctx, "publishes", 1),
    checkLimit(ctx, "storage.bytes", 1),
    db().account.findUniqueOrThrow({ where: { id: ctx.account.id }, select: { defaultVisibility: true } }),
  ]);
  const places = { public: publicPlace, private: privatePlace };
  return { action, places, publishes, storage, defaultVisibility: account.defaultVisibility };
}

/**
 * Tells before the upload whether a publish would go live or be refused, and why, in the pipeline's order (P3, P4).
 * Never writes; the pipeline decides again. Errors: FORBIDDEN.
 */
export async function publishOutlook(ctx: AccountContext, plan: PublishPlan): Promise<PublishOutlook> {
  authorize(ctx, "package:publish", plan.name);
  const malformed = problemOf(plan) ?? (await namespaceProblem(ctx, plan.name));
  if (malformed !== null) return refused(malformed, null);
  const target = await targetOf(ctx, plan);
  const decision = await firstRefusal(ctx, plan.name, target, plan.size);
  if (decision) return refused(decision.message, decision);
  if (target.refusal !== null) return refused(target.refusal, null);
  if (target.taken) {
    return refused(`${plan.name}@${plan.version} was published before. Choose a new version number.`, null);
  }
  const { visibility, notice, packageId } = target;
  return { outcome: "live", visibility, isNew: packageId === null, notices: notice === null ? [] : [notice] };
}

function refused(message: string, decision: Decision | null): PublishOutlook {
  return { outcome: "refused", message, decision };
}

function problemOf({ name, version }: PublishPlan): string | null {
  try {
    assertNewPackageName(name);
    assertVersion(version);
    return null;
  } catch (error) {
    if (error instanceof AppError) return errorSentence(error);
    throw error;
  }
}

type Target = {
  packageId: string | null;
  visibility: Visibility;
  refusal: string | null;
  notice: string | null;
  taken: boolean;
};

async function targetOf(ctx: AccountContext, plan: PublishPlan): Promise<Target> {
  const inManifest = plan.access === "private" ? "restricted" : plan.access;
  const row = await db().package.findFirst({
    where: { name: plan.name, accountId: ctx.account.id },
    select: {
      id: true,
      name: true,
      kind: true,
      visibility: true,
      removedAt: true,
      versions: { where: { version: plan.version }, select: { id: true } },
    },
  });
  const taken = row !== null && row.versions.length > 0;
  if (row === null || row.removedAt !== null) {
    const account = await db().account.findUniqueOrThrow({ where: { id: ctx.account.id } });
    const choice = visibilityOfNew(null, inManifest, account.defaultVisibility);
    return { packageId: null, taken, refusal: null, ...choice };
  }
  const joined = joinExisting(row, { kind: plan.kind, asked: null, inManifest });
  return { packageId: row.id, visibility: row.visibility, taken, ...joined };
}

async function firstRefusal(ctx: AccountContext, name: string, target: Target, size: number): Promise<Decision | null> {
  const decisions = await Promise.all([
    ...(target.packageId === null ? [checkLimit(ctx, limitOf(target.visibility), 1, name)] : []),
    checkLimit(ctx, "publishes", 1, name),
    checkLimit(ctx, "storage.bytes", Math.max(1, size), name),
  ]);
  const refusal = decisions.find(({ allowed }) => !allowed);
  if (refusal || target.packageId === null) return refusal ?? null;
  return checkWritable(ctx, { key: limitOf(target.visibility), id: target.packageId, subject: name });
}
