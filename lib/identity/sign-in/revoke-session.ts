import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { record } from "@/lib/audit/record";
import { type Tx, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Ends a session of the acting person, from its next request on. Errors: NOT_FOUND for another person's. */
export async function revokeSession(ctx: AccountContext, { sessionId }: { sessionId: string }): Promise<void> {
  const userId = ownerOfSessions(ctx);
  await transaction(async (tx) => {
    const [ended] = await end(tx, { id: sessionId, userId });
    if (!ended) throw new AppError("NOT_FOUND", { noun: "session" });
    await record(tx, ctx, { action: "session.revoked", targets: [{ type: "session", id: ended.id, name: "session" }] });
  });
}

/** Ends every session of the acting person except the calling one. Returns how many. */
export async function revokeOtherSessions(ctx: AccountContext): Promise<{ ended: number }> {
  const userId = ownerOfSessions(ctx);
  const own = ctx.actor.type === "user" ? ctx.actor.sessionId : null;
  return transaction(async (tx) => {
    const ended = await end(tx, { userId, ...(own ? { id: { not: own } } : {}) });
    if (ended.length > 0) {
      await record(tx, ctx, {
        action: "session.revoked",
        targets: ended.map(({ id }) => ({ type: "session", id, name: "session" })),
      });
    }
    return { ended: ended.length };
  });
}

function ownerOfSessions(ctx: AccountContext): string {
  authorize(ctx, "account:update");
  if (ctx.account.kind !== "personal" || ctx.actor.type !== "user") {
    throw new AppError("FORBIDDEN", { permission: "account:update", roles: ["owner"] });
  }
  return ctx.actor.userId;
}

async function end(tx: Tx, where: { userId: string; id?: string | { not: string } }): Promise<{ id: string }[]> {
  const found = await tx.session.findMany({ where, select: { id: true } });
  await tx.session.deleteMany({ where: { id: { in: found.map(({ id }) => id) } } });
  return found;
}
