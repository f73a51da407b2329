"use client";

import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { resendInvitationAction, revokeInvitationAction } from "@/lib/people/invites/actions";
import { INVITATION_DAYS } from "@/lib/people/invites/rules";
import type { InvitationRow } from "@/lib/people/invites/types";

type InvitationActionsProps = { handle: string; invitation: Pick<InvitationRow, "id" | "email" | "reservesSeat"> };

export function InvitationActions({ handle, invitation }: InvitationActionsProps) {
  const { id, email, reservesSeat } = invitation;
  const resend = resendInvitationAction.bind(null, handle);
  const { run, pending } = useAction(
    async (invitationId: string) => {
      const result = await resend({ invitationId });
      if (!result.ok) toast.error(result.error.title, { description: result.error.message });
      return result;
    },
    () =>
      toast.success("Invitation sent again", {
        description: `${email} has another ${INVITATION_DAYS} days; the first link stopped working.`,
      }),
  );
  return (
    <span className="inline-flex gap-1.5">
      <Button size="sm" pending={pending} onClick={() => void run(id)}>
        Resend<span className="sr-only"> the invitation of {email}</span>
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="ghost">
            Revoke<span className="sr-only"> the invitation of {email}</span>
          </Button>
        }
        title="Revoke this invitation?"
        description={`The link sent to ${email} stops working.${reservesSeat ? " The seat it reserves becomes free." : ""}`}
        confirmLabel="Revoke invitation"
        cancelLabel="Keep invitation"
        submit={() => revokeInvitationAction(handle, { invitationId: id })}
        onDone={() => toast.success("Invitation revoked")}
      />
    </span>
  );
}
