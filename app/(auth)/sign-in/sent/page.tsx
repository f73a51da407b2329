import type { Metadata } from "next";
import { AuthFrame } from "@/components/layout/auth-frame";
import { LinkButton } from "@/components/ui/link-button";
import { signInChoices } from "@/lib/identity/sign-in/loaders";
import { signInQuery } from "@/lib/identity/sign-in/schema";

export const metadata: Metadata = { title: "Check your inbox" };

export default async function LinkSentPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { email } = signInQuery.parse(await searchParams);
  const { demo } = await signInChoices();
  return (
    <AuthFrame
      title="Check your inbox"
      description={
        <>
          We sent a sign-in link{email ? <> to {email}</> : null}. It works once and for 15 minutes. If nothing arrives,
          check your spam folder, then request another link.
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
