import type { Metadata } from "next";
import { AuthFrame } from "@/components/layout/auth-frame";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Invitation not found" };

export default function InvitationNotFound() {
  return (
    <AuthFrame
      title="This link does not work any more"
      description="A newer invitation has replaced it, or it was cut short on its way. Look for the latest mail, or ask for the invitation to be sent again."
    >
      <LinkButton href="/">Go to the start page</LinkButton>
    </AuthFrame>
  );
}
