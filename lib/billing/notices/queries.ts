import "server-only";
import { authorize } from "@/lib/access/authorize";
import type { AccountContext } from "@/lib/access/types";
import { SUPERSEDED, shownColumn } from "@/lib/billing/notices/kept-notice";
import type { NoticeView } from "@/lib/billing/notices/types";
import { db } from "@/lib/db";

/** Lists the sent notices about money, newest first. Errors: FORBIDDEN. */
export async function listBillingNotices(ctx: AccountContext, limit: number): Promise<NoticeView[]> {
  authorize(ctx, "billing:read");
  const rows = await db().billingNotice.findMany({
    where: { accountId: ctx.account.id, kind: { not: SUPERSEDED } },
    orderBy: [{ at: "desc" }, { key: "asc" }],
    take: limit,
  });
  return rows.map(({ kind, shown, at }) => ({ kind, ...shownColumn.parse(shown), at: at.toISOString() }));
}
