import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuthFrame } from "@/components/layout/auth-frame";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { mailboxMessage } from "@/lib/worker/mails/loaders";
import { mailId } from "@/lib/worker/mails/schema";

export const metadata: Metadata = { title: "A mail of the demo", referrer: "same-origin" };

const LINK = /https?:\/\/[^\s"<>]+/;

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const id = mailId.safeParse((await params).id);
  if (!id.success) notFound();
  const mail = await mailboxMessage(id.data);
  const link = LINK.exec(mail.text)?.[0];
  return (
    <AuthFrame wide title={mail.subject}>
      <DescriptionList
        facts={[
          { term: "To", value: mail.to },
          { term: "Sent", value: <AbsoluteTime at={mail.at} withTime /> },
        ]}
      />
      <div className="my-4 flex flex-wrap gap-2">
        {link ? (
          <a href={link} className="text-accent underline underline-offset-2">
            Open the mail’s link
          </a>
        ) : null}
        <LinkButton href="/dev/mail" size="sm">
          View all mails
        </LinkButton>
      </div>
      <iframe
        sandbox=""
        srcDoc={mail.html}
        title={`The mail “${mail.subject}” as HTML`}
        className="h-[520px] w-full rounded border border-line bg-surface"
      />
      <h2 className="mt-6 mb-2 font-semibold">As text</h2>
      <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded border border-line bg-surface p-3 text-sm">
        {mail.text}
      </pre>
    </AuthFrame>
  );
}
