"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import type { CreateToken as Create } from "@/components/identity/create-token-dialog";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import type { Decision } from "@/lib/entitlements/types";

const loadDialog = () =>
  import("@/components/identity/create-token-dialog").then(({ CreateTokenDialog }) => CreateTokenDialog);

type CreateTokenProps = { room: Decision; create: Create };

/** The button, refused without room in the plan, and its dialog. */
export function CreateToken({ room, create }: CreateTokenProps) {
  const [open, setOpen] = useState(false);
  const Dialog = useLate(loadDialog, open);
  return (
    <>
      {room.allowed ? (
        <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Plus aria-hidden="true" />
          Create token
        </Button>
      ) : (
        <DeniedPopover
          label="Create token"
          variant="primary"
          decision={room}
          fixer="Or revoke a token you no longer use. It stops counting immediately."
        />
      )}
      {Dialog ? <Dialog open={open} onOpenChange={setOpen} create={create} /> : null}
    </>
  );
}
