import "server-only";
import type { RegistryLogin } from "@/generated/prisma/client";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { realNow } from "@/lib/clock";
import { type Tx, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { approvedEnd, isSameNetwork, MOST_TRIES, plainCode } from "@/lib/identity/api-keys/login-rules";
import type { ApproveRegistryLoginInput } from "@/lib/identity/api-keys/schema";

const WRONG = "This is not the end of the link in your terminal. Look there once more.";

/**
 * Approves a waiting login, so that its client gets a token of this person. Only for people: a token must not renew
 * another by a login. A terminal in another network needs its code. Errors: FORBIDDEN, VALIDATION for a wrong code,
 * NOT_FOUND when the login has expired, was answered or had too many tries.
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

  // A wrong code must stay counted, so the refusal is thrown after the commit.
  const approved = await transaction(async (tx) => {
    const login = await takeTry(tx, id, at);
    if (!login) throw new AppError("NOT_FOUND", { noun: "login request" });
    const vouched = isSameNetwork(login.address, ctx.request.address) || isCode(login, input.code ?? "");
    if (!vouched) {
      if (login.tries >= MOST_TRIES) await tx.registryLogin.update({ where: { id }, data: { expiresAt: at } });
      return false;
    }
    const answer = {
      state: "approved",
      userId: actor.userId,
      scopes,
      expiresInDays,
      expiresAt: approvedEnd(at),
    } as const;
    await tx.registryLogin.update({ where: { id }, data: answer });
    await record(tx, ctx, {
      action: "registry_login.approved",
      targets: [{ type: "session", id, name: login.client }],
      metadata: { address: login.address, client: login.client, hostname: login.hostname, scopes: scopes.join(" ") },
    });
    return true;
  });
  if (!approved) throw new AppError("VALIDATION", { message: WRONG, fields: { code: [WRONG] } });
}

/** Counts a press and locks the waiting login; null when none waits. */
async function takeTry(tx: Tx, id: string, at: Date): Promise<RegistryLogin | null> {
  const [login] = await tx.registryLogin.updateManyAndReturn({
    where: { id, state: "pending", tries: { lt: MOST_TRIES }, expiresAt: { gt: at } },
    data: { tries: { increment: 1 } },
  });
  return login ?? null;
}

function isCode(login: RegistryLogin, typed: string): boolean {
  return login.code !== "" && plainCode(typed) === login.code;
}
