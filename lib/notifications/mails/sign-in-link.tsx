import "server-only";
import { Frame, Line } from "@/lib/notifications/mails/frame";
import { renderMail } from "@/lib/notifications/mails/render-mail";
import type { TopicPayload } from "@/lib/notifications/topics";
import type { Mail } from "@/lib/notifications/types";
import { inWords } from "@/lib/text";

export function signInLinkMail({ email, link, expiresAt }: TopicPayload<"mail.sign-in-link">): Promise<Mail> {
  return renderMail(
    email,
    "Your sign-in link for Packhouse",
    <Frame
      preview="Sign in to Packhouse with one press."
      title="Sign in to Packhouse"
      action={{ label: "Sign in", href: link }}
      footer="If you did not ask for this, nothing happens unless you press the button: you can delete this mail."
    >
      <Line>Press the button and confirm on the page that opens.</Line>
      <Line>The link works once, until {inWords(expiresAt)}.</Line>
    </Frame>,
  );
}
