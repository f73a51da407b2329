import type { ReactNode } from "react";
import { AuthFrame } from "@/components/layout/auth-frame";
import { AcceptInvitation } from "@/components/people/accept-invitation";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { ROLE_WORDS } from "@/lib/access/roles";
import { signOutAction } from "@/lib/identity/sign-in/actions";
import { organizationPaths } from "@/lib/paths";
import type { InvitationView } from "@/lib/people/invites/types";

type InvitationPageProps = { invitation: InvitationView; token: string; email: string | null };

const ENDED = {
  expired: { title: "This invitation has expired", rest: "Ask for a new invitation. The new link works immediately." },
  revoked: {
    title: "This invitation was withdrawn",
    rest: "If you did not expect this, ask the person who invited you.",
  },
  accepted: { title: "This invitation was used already", rest: "A link works once. Sign in to open the organization." },
} as const;

function Next({ invitation, token, email }: InvitationPageProps): ReactNode {
  const { organization, reader } = invitation;
  if (reader === "nobody") {
    return (
      <LinkButton variant="primary" href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
        Sign in to join
      </LinkButton>
    );
  }
  if (reader === "another") {
    return (
      <form action={signOutAction} className="flex flex-col items-start gap-3">
        <p className="text-ink-2">
          You are signed in as <b className="font-medium text-ink">{email}</b>, and this invitation was sent to another
          address. Sign out, open the link again, and sign in with the address it was sent to.
        </p>
        <SubmitButton variant="default">Sign out</SubmitButton>
      </form>
    );
  }
  return <AcceptInvitation token={token} organization={organization.name} />;
}

/** The page of an invitation's link, in each state. */
export function InvitationPageView(props: InvitationPageProps) {
  const { state, organization, role, inviter, expiresAt, reader } = props.invitation;
  if (reader === "member") {
    return (
      <AuthFrame title={`You are in ${organization.name}`} description="You have nothing left to accept.">
        <LinkButton variant="primary" href={organizationPaths(organization.handle).team}>
          Open {organization.name}
        </LinkButton>
      </AuthFrame>
    );
  }
  if (state !== "open") {
    const { title, rest } = ENDED[state];
    return (
      <AuthFrame title={title} description={`${inviter} invited you to ${organization.name}. ${rest}`}>
        <LinkButton href="/">Go to the start page</LinkButton>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={`Join ${organization.name}`}
      description={`${inviter} invites you to work with them on Packhouse.`}
    >
      <DescriptionList
        className="mb-5"
        facts={[
          {
            term: "Organization",
            value: (
              <>
                {organization.name} <code className="text-ink-3">@{organization.handle}</code>
              </>
            ),
          },
          {
            term: "Your role",
            value: (
              <>
                {ROLE_WORDS[role].label} <span className="text-ink-3">{ROLE_WORDS[role].about}</span>
              </>
            ),
          },
          { term: "Open until", value: <AbsoluteTime at={expiresAt} /> },
        ]}
      />
      <Next {...props} />
    </AuthFrame>
  );
}
