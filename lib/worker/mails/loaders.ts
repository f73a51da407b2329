import "server-only";
import { notFound } from "next/navigation";
import { env } from "@/lib/env";
import { capturedMail, capturedMails, capturedMessages } from "@/lib/worker/mails/queries";
import type { CapturedMailMessage, CapturedMailRow } from "@/lib/worker/mails/types";

/** The demo's mailbox does not exist outside the demo. */
function assertDemo(): void {
  if (!env().PACKHOUSE_DEMO) notFound();
}

export async function mailbox(to: string | undefined): Promise<CapturedMailRow[]> {
  assertDemo();
  return capturedMails(to);
}

export async function mailboxMessages(to: string): Promise<CapturedMailMessage[]> {
  assertDemo();
  return capturedMessages(to);
}

export async function mailboxMessage(id: string): Promise<CapturedMailMessage> {
  assertDemo();
  return (await capturedMail(id)) ?? notFound();
}
