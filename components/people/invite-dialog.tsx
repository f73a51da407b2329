"use client";

import { useId, useState } from "react";
import { toast } from "sonner";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { ROLE_WORDS, usesSeat } from "@/lib/access/roles";
import { inviteMemberAction } from "@/lib/people/invites/actions";
import { INVITATION_DAYS } from "@/lib/people/invites/rules";
import type { InviteGate } from "@/lib/people/invites/types";
import { roleSchema } from "@/lib/people/members/schema";

type InviteDialogProps = {
  organization: { handle: string; name: string };
  gate: InviteGate;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function InviteDialog({ organization, gate, open, onOpenChange }: InviteDialogProps) {
  const formId = useId();
  const seatFree = gate.seat.allowed;
  const [chosen, setChosen] = useState<string | null>(null);
  const role = chosen ?? (seatFree ? "member" : "billing");
  const { run, pending, failure, fields, clear } = useAction(
    inviteMemberAction.bind(null, organization.handle),
    (sent) => {
      toast.success("Invitation sent", { description: `${sent.email} has ${INVITATION_DAYS} days to accept it.` });
      setChosen(null);
      onOpenChange(false);
    },
  );
  const options = gate.roles.map((value) => ({
    value,
    label: ROLE_WORDS[value].label,
    description: !seatFree && usesSeat(value) ? "Uses a seat, and none is free" : ROLE_WORDS[value].about,
    disabled: !seatFree && usesSeat(value),
  }));
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        clear();
        setChosen(null);
        onOpenChange(next);
      }}
    >
      <DialogContent
        size="sm"
        title={`Invite to ${organization.name}`}
        description={`They get a mail with a link that works once, for ${INVITATION_DAYS} days, and only for this address.`}
        footer={
          <>
            <DialogClose asChild>
              <Button disabled={pending}>Cancel</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" pending={pending}>
              Send invitation
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const email = String(new FormData(event.currentTarget).get("email") ?? "");
            if (!pending) void run({ email, role: roleSchema.parse(role) });
          }}
        >
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
          <RadioGroup legend="Role" name="role" options={options} value={role} onValueChange={setChosen} />
          <FailureNote failure={failure} fields={fields} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
