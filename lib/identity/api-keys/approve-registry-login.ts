import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { realNow } from "@/lib/clock";
import { transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { approvedEnd } from "@/lib/identity/api-keys/login-rules";
import type { ApproveRegistryLoginInput } from "@/lib/identity/api-keys/schema";

/**
 * Approves a waiting login, so that its client gets a token of this person. Only for people: a token must not renew
 * another by a login. Errors: FORBIDDEN, NOT_FOUND when the login has expired or was answered.
 */
export async function approveRegistryLogin(ctx: AccountContext, input: ApproveRegistryLoginInput): Promise<void> {
  authorize(ctx, "key:manage");
  const { actor } = ctx;
  if (actor.type !== "user" || ctx.account.kind !== "personal") {
    const message = "A login is approved by a person who is signed in to the dashboard.";
    throw new AppError("FORBIDDEN", { permission: "key:manage", roles: [], message });
  }

  const { id, scopes, expiresInDays } = input;
  const at = realNow();

  await transaction(async (tx) => {
    const [login] = await tx.registryLogin.updateManyAndReturn({
      where: { id, state: "pending", expiresAt: { gt: at } },
      data: { state: "approved", userId: actor.userId, scopes, expiresInDays, expiresAt: approvedEnd(at) },
    });
    if (!login) throw new AppError("NOT_FOUND", { noun: "login request" });
    await record(tx, ctx, {
      action: "registry_login.approved",
      targets: [{ type: "session", id, name: login.client }],
      metadata: { address: login.address, client: login.client, hostname: login.hostname, scopes: scopes.join(" ") },
    });
  });
}
