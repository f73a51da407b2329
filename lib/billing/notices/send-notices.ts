import "server-only";
import { rolesWith } from "@/lib/access/permissions";
import type { AccountRef } from "@/lib/access/types";
import { signedInvoiceLink } from "@/lib/billing/invoices/invoice-link";
import type { ToTell } from "@/lib/billing/notices/due-notices";
import { SUPERSEDED } from "@/lib/billing/notices/kept-notice";
import { BILLING_NOTICE_MAIL } from "@/lib/billing/notices/notice-mail";
import { noticeWords } from "@/lib/billing/notices/notice-words";
import type { Notice } from "@/lib/billing/notices/schema";
import type { DueNotice } from "@/lib/billing/notices/types";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/outbox/enqueue";
import { accountPaths } from "@/lib/paths";

// Records nothing: what it tells was recorded, and the notice is its own record.

/**
 * Sends the due notices that were not told. A row and its mails are one transaction, and the row's key lets only one of
 * several workers send it. Superseded ones are stored and not sent. Returns what this call stored, and how many of
 * them it sent.
 */
export async function sendNotices(
  tx: Tx,
  account: AccountRef,
  { send, superseded }: ToTell,
): Promise<{ stored: DueNotice[]; sent: number }> {
  const rows = [...send, ...superseded].map((due) => ({ due, kept: !send.includes(due) }));
  if (rows.length === 0) return { stored: [], sent: 0 };

  const at = now();
  const inserted = await tx.billingNotice.createManyAndReturn({
    data: rows
      .map(({ due, kept }) => ({
        accountId: account.id,
        key: due.key,
        kind: kept ? SUPERSEDED : due.notice.kind,
        shown: shownAs(due.notice, account),
        at,
      }))
      // In a fixed order, so that two workers cannot deadlock.
      .sort((one, other) => (one.key < other.key ? -1 : 1)),
    skipDuplicates: true,
    select: { key: true },
  });
  const mine = new Set(inserted.map(({ key }) => key));
  const stored = rows.filter(({ due }) => mine.has(due.key));
  const mailed = stored.filter(({ kept }) => !kept);
  const recipients = mailed.length === 0 ? [] : await recipientsOf(tx, account.id);
  for (const { due } of mailed) {
    const links = linksOf(account, due.notice);
    for (const email of recipients) {
      const { name, kind } = account;
      await enqueue(tx, BILLING_NOTICE_MAIL, { email, account: { name, kind }, notice: due.notice, links });
    }
  }

  return { stored: stored.map(({ due }) => due), sent: mailed.length };
}

function shownAs(notice: Notice, account: AccountRef): { title: string; message: string } {
  const { title, lines } = noticeWords(notice, account);
  return { title, message: lines.join(" ") };
}

/** People who may change billing, and their billing contacts; each address once. */
async function recipientsOf(tx: Tx, accountId: string): Promise<string[]> {
  const members = await tx.membership.findMany({
    where: { accountId, role: { in: [...rolesWith("billing:write")] } },
    select: { user: { select: { email: true } } },
    orderBy: { joinedAt: "asc" },
  });
  const customer = await tx.billingCustomer.findUnique({ where: { accountId }, select: { contacts: true } });
  const addresses = [...members.map(({ user }) => user.email), ...(customer?.contacts ?? [])];
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()))];
}

function linksOf(account: AccountRef, notice: Notice) {
  const { billing, packages, allLines } = accountPaths(account);
  const linked = (path: string) => `${env().DASHBOARD_URL}${path}`;
  const invoice = "invoiceId" in notice ? signedInvoiceLink(notice.invoiceId, account.id) : null;
  return { billing: linked(billing), packages: linked(packages), lines: linked(allLines), invoice };
}
