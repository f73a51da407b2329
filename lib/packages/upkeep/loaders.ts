import "server-only";
import { contextForHandle } from "@/lib/access/context";
import { currentPerson, requestInfo } from "@/lib/access/loaders";
import type { AccountContext } from "@/lib/access/types";
import { checkAction, checkLimit, checkWritable } from "@/lib/entitlements/check-entitlement";
import type { Decision } from "@/lib/entitlements/types";
import type { PackageView } from "@/lib/packages/catalogue/types";
import { limitOf } from "@/lib/packages/publish/rules";

async function memberContext(view: PackageView): Promise<AccountContext | null> {
  const person = await currentPerson();
  if (!person || view.role === null) return null;
  return contextForHandle(view.owner.handle, { person }, await requestInfo());
}

/** Decides whether the account's state and plan allow changes of this package; null for everybody but members. */
export async function changeDecision(view: PackageView): Promise<Decision | null> {
  const ctx = await memberContext(view);
  if (!ctx) return null;
  const state = await checkAction(ctx, "write");
  if (!state.allowed) return state;
  const item = { key: limitOf(view.visibility), id: view.id, subject: view.name };
  return (await checkWritable(ctx, item)) ?? state;
}

/** Decides whether the other visibility's limit has room for the package; null for everybody but members. */
export async function visibilityDecision(view: PackageView): Promise<Decision | null> {
  const ctx = await memberContext(view);
  return ctx && checkLimit(ctx, limitOf(view.visibility === "public" ? "private" : "public"), 1, view.name);
}
