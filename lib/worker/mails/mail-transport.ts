import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { captureMail } from "@/lib/worker/mails/capture-mail";
import type { Mail } from "@/lib/worker/mails/types";

export type MailTransport = (mail: Mail) => Promise<void>;

const SMTP_TIMEOUT_MS = 15_000;

/**
 * Chooses how mail leaves: by SMTP when configured, into the mailbox in the demo. Otherwise null: messages wait in the
 * outbox until the operator sets `SMTP_URL`.
 */
export function mailTransport(): MailTransport | null {
  const { SMTP_URL, MAIL_FROM, PACKHOUSE_DEMO } = env();
  if (SMTP_URL !== "") {
    const limits = {
      connectionTimeout: SMTP_TIMEOUT_MS,
      greetingTimeout: SMTP_TIMEOUT_MS,
      socketTimeout: SMTP_TIMEOUT_MS,
    };
    const smtp = createTransport({ url: SMTP_URL, ...limits });
    return async (mail) => {
      await smtp.sendMail({ from: MAIL_FROM, ...mail });
    };
  }
  return PACKHOUSE_DEMO ? captureMail : null;
}
