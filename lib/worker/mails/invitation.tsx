import "server-only";
import type { PayloadOf } from "@/lib/outbox/topic";
import type { INVITATION_MAIL } from "@/lib/people/invites/invitation-mail";
import { inWords } from "@/lib/time";
import { Frame, Line } from "@/lib/worker/mails/frame";
import { renderMail } from "@/lib/worker/mails/render-mail";
import type { Mail } from "@/lib/worker/mails/types";

export function invitationMail(invitation: PayloadOf<typeof INVITATION_MAIL>): Promise<Mail> {
  const { email, accountName, inviterName, role, link, expiresAt } = invitation;
  return renderMail(
    email,
    `${inviterName} invites you to ${accountName} on Packhouse`,
    <Frame
      preview={`Join ${accountName} as ${role}.`}
      title={`Join ${accountName}`}
      action={{ label: "View the invitation", href: link }}
      footer={`This invitation is for ${email} alone. If you do not know ${inviterName} or ${accountName}, delete this mail.`}
    >
      <Line>
        {inviterName} invites you to {accountName}, with the role {role}.
      </Line>
      <Line>The invitation is open until {inWords(expiresAt)}.</Line>
    </Frame>,
  );
}
