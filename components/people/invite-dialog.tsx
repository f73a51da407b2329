"use client";

import { useState } from "react";
import { DialogForm } from "@/components/feedback/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import { ROLE_WORDS, usesSeat } from "@/lib/access/roles";
import { inviteMemberAction } from "@/lib/people/invites/actions";
import { INVITATION_DAYS } from "@/lib/people/invites/rules";
import type { InviteGate } from "@/lib/people/invites/types";

type InviteDialogProps = {
  organization: { handle: string; name: string };
  gate: InviteGate;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function InviteDialog({ organization, gate, open, onOpenChange }: InviteDialogProps) {
  const seatFree = gate.seat.allowed;
  const [chosen, setChosen] = useState<InviteGate["roles"][number] | null>(null);
  const role = chosen ?? (seatFree ? "member" : "billing");
  const options = gate.roles.map((value) => ({
    value,
    label: ROLE_WORDS[value].label,
    description: !seatFree && usesSeat(value) ? "Uses a seat, and none is free" : ROLE_WORDS[value].about,
    disabled: !seatFree && usesSeat(value),
  }));
  return (
    <DialogForm
      open={open}
      onOpenChange={(next) => {
        setChosen(null);
        onOpenChange(next);
      }}
      title={`Invite to ${organization.name}`}
      description={`They get a mail with a link that works once, for ${INVITATION_DAYS} days, and only for this address.`}
      submitLabel="Send invitation"
      submit={(form) => {
        const email = String(form.get("email") ?? "");
        return inviteMemberAction(organization.handle, { email, role });
      }}
      onDone={({ email }) =>
        toast.success("Invitation sent", { description: `${email} has ${INVITATION_DAYS} days to accept it.` })
      }
    >
      {(fields) => (
        <>
          <Field label="E-mail address" error={fields.email}>
            <Input
              name="email"
              type="email"
              autoComplete="off"
              placeholder="name@example.com"
              maxLength={254}
              required
            />
          </Field>
          <RadioGroup
            legend="Role"
            name="role"
            options={options}
            value={role}
            onValueChange={(value) => setChosen(gate.roles.find((one) => one === value) ?? null)}
          />
        </>
      )}
    </DialogForm>
  );
}
