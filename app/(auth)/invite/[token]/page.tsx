import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InvitationPageView } from "@/components/people/invitation-view";
import { currentPerson } from "@/lib/access/loaders";
import { loadInvitation } from "@/lib/people/invites/loaders";

// The address holds the secret: it must not reach other sites or a search index.
export const metadata: Metadata = { title: "Invitation", referrer: "same-origin", robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, person] = await Promise.all([loadInvitation(token), currentPerson()]);
  if (!invitation) notFound();
  return <InvitationPageView invitation={invitation} token={token} email={person?.email ?? null} />;
}
