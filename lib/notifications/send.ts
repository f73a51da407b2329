import "server-only";
import type { OutboxRow } from "@/lib/notifications/deliver-outbox";
import type { MailTransport } from "@/lib/notifications/mail-transport";
import { billingNoticeMail } from "@/lib/notifications/mails/billing-notice";
import { invitationMail } from "@/lib/notifications/mails/invitation";
import { signInLinkMail } from "@/lib/notifications/mails/sign-in-link";
import { isTopic, TOPICS, type Topic } from "@/lib/notifications/topics";
import type { Mail } from "@/lib/notifications/types";

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
