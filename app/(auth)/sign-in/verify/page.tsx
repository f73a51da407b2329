import type { Metadata } from "next";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { linkToRedeem } from "@/lib/identity/sign-in/loaders";
import { signInQuery } from "@/lib/identity/sign-in/schema";

// The address holds the secret: it must not reach other sites or a search index.
export const metadata: Metadata = { title: "Confirm the sign-in", referrer: "same-origin", robots: { index: false } };

/** Opening the link does nothing: mail scanners open links too. Only the button's POST signs in. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { token = "" } = signInQuery.parse(await searchParams);
  const link = await linkToRedeem(token);
  if (!link) {
    return (
      <AuthFrame
        title="This link no longer works"
        description="It was used already, is older than 15 minutes, or is incomplete. Request a new one."
      >
        <LinkButton href="/sign-in" variant="primary">
          Send a new link
        </LinkButton>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Confirm the sign-in"
      description={
        <>
          Signs this browser in as <b className="break-words font-semibold text-ink">{link.email}</b>. The link then
          stops working.
        </>
      }
    >
      {link.replaces ? (
        <Banner tone="warn" className="mb-4 break-words" title={`You are signed in as ${link.replaces}.`}>
          That session ends. If you did not ask for this link, close the page.
        </Banner>
      ) : null}
      <form action="/api/auth/verify" method="post" className="flex flex-col">
        <input type="hidden" name="token" value={token} />
        <SubmitButton>Sign in</SubmitButton>
      </form>
    </AuthFrame>
  );
}
