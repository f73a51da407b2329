import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { type AuditActor, type AuditPage, listAuditActors, listAuditEvents } from "@/lib/audit/queries";
import { auditFilterSchema } from "@/lib/audit/schema";
import { orNoSuchPage, type PageOrProblem } from "@/lib/keyset";
import type { TableState } from "@/lib/table";

export type AuditView = PageOrProblem<AuditPage> & { actors: AuditActor[] };

const PAGE_SIZE = 50;

/** Loads the audit page for its address; an invalid cursor is a problem to show, not an exception. */
export async function loadAuditLog(
  ctx: AccountContext,
  asked: Pick<TableState, "after" | "before" | "filters">,
): Promise<AuditView> {
  const { action = null, actor = null, outcome = null, from = null, to = null } = asked.filters;
  const filter = auditFilterSchema.parse({ action, actor, outcome, from, to });
  const range = { after: asked.after, before: asked.before, limit: PAGE_SIZE };
  const [found, actors] = await Promise.all([
    orNoSuchPage(listAuditEvents(ctx, { ...range, filter })),
    listAuditActors(ctx),
  ]);
  return { ...found, actors };
}
