import type { Metadata } from "next";
import { AuthFrame } from "@/components/layout/auth-frame";
import { LinkButton } from "@/components/ui/link-button";
import { signInChoices } from "@/lib/identity/sign-in/loaders";
import { signInQuery } from "@/lib/identity/sign-in/schema";

export const metadata: Metadata = { title: "Look into your mail" };

export default async function LinkSentPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { email } = signInQuery.parse(await searchParams);
  const { demo } = await signInChoices();
  return (
    <AuthFrame
      title="Look into your mail"
      description={
        <>
          We sent a sign-in link{email ? <> to {email}</> : null}. It works once and for 15 minutes. If nothing arrives,
          look into the spam folder, then ask for another one.
        </>
      }
    >
      <div className="flex flex-wrap gap-2">
        {demo ? (
          <LinkButton href="/dev/mail" variant="primary">
            Open the demo’s mailbox
          </LinkButton>
        ) : null}
        <LinkButton href="/sign-in">Send another link</LinkButton>
      </div>
    </AuthFrame>
  );
}
