import "server-only";
import { listOwners } from "@/lib/access/queries";
import type { AccountContext } from "@/lib/access/types";
import { decideFeature, decideLimit } from "@/lib/entitlements/decide";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { optionsFor } from "@/lib/entitlements/options-for";
import type { InviteGate } from "@/lib/people/invites/types";
import { COLLABORATION, grantableRoles } from "@/lib/people/members/rules";
import { getSeatUsage } from "@/lib/people/seats/queries";

/** Tells the invite button what `inviteMember` would answer now. Advice only: the verb decides again. */
export async function inviteGate(ctx: AccountContext): Promise<InviteGate> {
  const [snapshot, usage, owners] = await Promise.all([
    loadSnapshot(ctx.account.id),
    getSeatUsage(ctx),
    listOwners(ctx),
  ]);
  const options = optionsFor(ctx);
  return {
    role: ctx.role,
    mayInvite: ctx.permissions.has("member:invite"),
    roles: grantableRoles(ctx.role),
    growth: decideFeature(snapshot, COLLABORATION, { ...options, action: "growth" }),
    seat: decideLimit(snapshot, "seats", usage.used + usage.reserved, 1, options),
    usage,
    owners: owners.map(({ name }) => name),
  };
}
