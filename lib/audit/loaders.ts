import "server-only";
import { type AuditActor, type AuditPage, listAuditActors, listAuditEvents } from "@/lib/audit/queries";
import { auditFilterSchema } from "@/lib/audit/schema";
import type { AccountContext } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import type { KeysetRange } from "@/lib/keyset";

export type AuditView = { page: AuditPage; actors: AuditActor[] } | { problem: "no-such-page"; actors: AuditActor[] };

const PAGE_SIZE = 50;

/** The audit page for what its address asks; a cursor that is not ours is a problem to show, not a crash. */
export async function loadAuditLog(
  ctx: AccountContext,
  asked: Omit<KeysetRange, "limit"> & { filters: Readonly<Record<string, string>> },
): Promise<AuditView> {
  const { action = null, actor = null, outcome = null, from = null, to = null } = asked.filters;
  const filter = auditFilterSchema.parse({ action, actor, outcome, from, to });
  const actors = await listAuditActors(ctx);
  try {
    const range = { after: asked.after, before: asked.before, limit: PAGE_SIZE };
    return { page: await listAuditEvents(ctx, { ...range, filter }), actors };
  } catch (error) {
    if (error instanceof AppError && error.code === "VALIDATION") return { problem: "no-such-page", actors };
    throw error;
  }
}
