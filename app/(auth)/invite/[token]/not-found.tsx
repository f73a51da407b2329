import type { Metadata } from "next";
import { AuthFrame } from "@/components/layout/auth-frame";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Invitation not found" };

export default function InvitationNotFound() {
  return (
    <AuthFrame
      title="This link no longer works"
      description="A newer invitation replaced it, or the link is incomplete. Open the latest mail, or ask for a new invitation."
    >
      <LinkButton href="/">Go to the start page</LinkButton>
    </AuthFrame>
  );
}
