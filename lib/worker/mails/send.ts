import "server-only";
import type { OutboxRow } from "@/lib/outbox/deliver-outbox";
import { isTopic, TOPICS, type Topic } from "@/lib/outbox/topics";
import { billingNoticeMail } from "@/lib/worker/mails/billing-notice";
import { invitationMail } from "@/lib/worker/mails/invitation";
import type { MailTransport } from "@/lib/worker/mails/mail-transport";
import { signInLinkMail } from "@/lib/worker/mails/sign-in-link";
import type { Mail } from "@/lib/worker/mails/types";

const MAILS: { [T in Topic]: (payload: unknown) => Promise<Mail> } = {
  "mail.sign-in-link": (payload) => signInLinkMail(TOPICS["mail.sign-in-link"].parse(payload)),
  "mail.invitation": (payload) => invitationMail(TOPICS["mail.invitation"].parse(payload)),
  "mail.billing-notice": (payload) => billingNoticeMail(TOPICS["mail.billing-notice"].parse(payload)),
};

/** Sends one outbox message by mail. Throws for a topic this version does not know: a newer worker will. */
export async function sendMessage(transport: MailTransport, { topic, payload }: OutboxRow): Promise<void> {
  if (!isTopic(topic)) throw new Error(`Unknown topic ${topic}`);
  await transport(await MAILS[topic](payload));
}
