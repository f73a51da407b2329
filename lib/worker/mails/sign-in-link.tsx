import "server-only";
import type { SIGN_IN_LINK_MAIL } from "@/lib/identity/sign-in/sign-in-link-mail";
import type { PayloadOf } from "@/lib/outbox/topic";
import { inWords } from "@/lib/time";
import { Frame, Line } from "@/lib/worker/mails/frame";
import { renderMail } from "@/lib/worker/mails/render-mail";
import type { Mail } from "@/lib/worker/mails/types";

export function signInLinkMail({ email, link, expiresAt }: PayloadOf<typeof SIGN_IN_LINK_MAIL>): Promise<Mail> {
  return renderMail(
    email,
    "Your sign-in link for Packhouse",
    <Frame
      preview="Sign in to Packhouse with one click."
      title="Sign in to Packhouse"
      action={{ label: "Sign in", href: link }}
      footer="If you did not request this, you can delete this mail. Nothing happens unless you press the button."
    >
      <Line>Press the button and confirm on the page that opens.</Line>
      <Line>The link works once, until {inWords(expiresAt)}.</Line>
    </Frame>,
  );
}
