"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { seatSteps, whomToAsk } from "@/components/people/seat-steps";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { useLate } from "@/components/ui/use-late";
import { rolesWith } from "@/lib/access/permissions";
import { roleInWords } from "@/lib/access/roles";
import type { InviteGate } from "@/lib/people/invites/types";

type InviteControlProps = { organization: { handle: string; name: string }; gate: InviteGate };

const loadDialog = () => import("@/components/people/invite-dialog").then(({ InviteDialog }) => InviteDialog);

const LABEL = "Invite people";

/** The button that invites people; when it cannot, it says what is missing and what to do. */
export function InviteControl({ organization, gate }: InviteControlProps) {
  const [open, setOpen] = useState(false);
  const Dialog = useLate(loadDialog, open);
  if (!gate.mayInvite) {
    const role = { yours: gate.role, allowed: rolesWith("member:invite"), owners: gate.owners };
    return <DeniedPopover label={LABEL} role={role} />;
  }
  const capability = `You can invite: role ${roleInWords(gate.role)}`;
  if (!gate.growth.allowed) {
    return <DeniedPopover label={LABEL} variant="primary" decision={gate.growth} capability={capability} />;
  }
  const dialog = Dialog ? <Dialog organization={organization} gate={gate} open={open} onOpenChange={setOpen} /> : null;
  if (gate.seat.allowed) {
    return (
      <>
        <Button variant="primary" onClick={() => setOpen(true)}>
          <UserPlus aria-hidden="true" />
          {LABEL}
        </Button>
        {dialog}
      </>
    );
  }
  return (
    <>
      <DeniedPopover
        label={LABEL}
        variant="primary"
        decision={gate.seat}
        capability={capability}
        steps={seatSteps(gate)}
        fixer={gate.seat.nextStep === "ask_owner" ? `Ask ${whomToAsk(gate.owners)} to add a seat.` : null}
        action={
          <>
            {gate.seat.wayOut ? (
              <LinkButton size="sm" variant="primary" href={gate.seat.wayOut.href}>
                Add seats
              </LinkButton>
            ) : null}
            <Button size="sm" onClick={() => setOpen(true)}>
              Invite without a seat
            </Button>
            {gate.usage.reserved > 0 ? (
              <LinkButton size="sm" href="#invitations">
                Revoke an invitation
              </LinkButton>
            ) : null}
          </>
        }
      />
      {dialog}
    </>
  );
}
