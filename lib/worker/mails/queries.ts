import "server-only";
import { db } from "@/lib/db";
import type { CapturedMailMessage, CapturedMailRow } from "@/lib/worker/mails/types";

const LIST_MAX = 200;
const row = { id: true, to: true, subject: true, at: true } as const;

/** Lists the newest captured mails, to one address or to all. At most 200. */
export async function capturedMails(to?: string): Promise<CapturedMailRow[]> {
  const rows = await db().capturedMail.findMany({
    where: to ? { to: to.trim().toLowerCase() } : {},
    select: row,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: LIST_MAX,
  });
  return rows.map((mail) => ({ ...mail, at: mail.at.toISOString() }));
}

/** Lists the newest captured mails to one address with their contents, for scripts. At most 200. */
export async function capturedMessages(to: string): Promise<CapturedMailMessage[]> {
  const rows = await db().capturedMail.findMany({
    where: { to: to.trim().toLowerCase() },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: LIST_MAX,
  });
  return rows.map((mail) => ({ ...mail, at: mail.at.toISOString() }));
}

export async function capturedMail(id: string): Promise<CapturedMailMessage | null> {
  const mail = await db().capturedMail.findUnique({ where: { id } });
  return mail && { ...mail, at: mail.at.toISOString() };
}
