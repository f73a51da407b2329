"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { CreateTokenForm, type NewToken, type SubmitToken } from "@/components/identity/create-token-form";
import { TokenSecret } from "@/components/identity/token-secret";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { Decision } from "@/lib/entitlements/types";

type CreateTokenProps = { room: Decision; create: SubmitToken };

/** The button, refused when the plan has no place, and the dialog; the secret stays on screen when it took the last. */
export function CreateToken({ room, create }: CreateTokenProps) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setMade(null);
  }

  return (
    <Dialog open={open} onOpenChange={change}>
      {room.allowed ? (
        <DialogTrigger asChild>
          <Button variant="primary">
            <Plus aria-hidden="true" />
            Create token
          </Button>
        </DialogTrigger>
      ) : (
        <DeniedPopover
          label="Create token"
          variant="primary"
          decision={room}
          fixer="Or revoke a token below that you no longer use: its place is free at once."
        />
      )}
      {made ? (
        <DialogContent
          size="md"
          title={`Copy ${made.key.name} now`}
          description="The token is shown this once. Only its digest is kept, so nobody can show it to you again."
          footer={
            <Button variant="primary" onClick={() => change(false)}>
              I have copied it
            </Button>
          }
        >
          <TokenSecret token={made.key.token} setup={made.setup} />
        </DialogContent>
      ) : (
        <DialogContent
          size="md"
          title="Create a token"
          description="It acts for you in npm, pnpm, yarn and scripts, and never beyond your own roles."
        >
          <CreateTokenForm create={create} onMade={setMade} onCancel={() => change(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}
