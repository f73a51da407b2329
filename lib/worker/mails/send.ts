import "server-only";
import { BILLING_NOTICE_MAIL } from "@/lib/billing/notices/notice-mail";
import { SIGN_IN_LINK_MAIL } from "@/lib/identity/sign-in/sign-in-link-mail";
import type { OutboxRow } from "@/lib/outbox/deliver-outbox";
import type { Topic } from "@/lib/outbox/topic";
import { INVITATION_MAIL } from "@/lib/people/invites/invitation-mail";
import { billingNoticeMail } from "@/lib/worker/mails/billing-notice";
import { invitationMail } from "@/lib/worker/mails/invitation";
import type { MailTransport } from "@/lib/worker/mails/mail-transport";
import { signInLinkMail } from "@/lib/worker/mails/sign-in-link";
import type { Mail } from "@/lib/worker/mails/types";

type Render = (payload: unknown) => Promise<Mail>;

function mailOf<Payload>(topic: Topic<Payload>, render: (payload: Payload) => Promise<Mail>): [string, Render] {
  return [topic.name, (payload) => render(topic.payload.parse(payload))];
}

const MAILS: ReadonlyMap<string, Render> = new Map([
  mailOf(SIGN_IN_LINK_MAIL, signInLinkMail),
  mailOf(INVITATION_MAIL, invitationMail),
  mailOf(BILLING_NOTICE_MAIL, billingNoticeMail),
]);

/** Sends one outbox message by mail. Throws for an unknown topic: a newer worker will know it. */
export async function sendMessage(transport: MailTransport, { topic, payload }: OutboxRow): Promise<void> {
  const render = MAILS.get(topic);
  if (!render) throw new Error(`Unknown topic ${topic}`);
  await transport(await render(payload));
}
