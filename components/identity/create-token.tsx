"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { DialogForm } from "@/components/feedback/dialog-form";
import { TokenFields, wishOf } from "@/components/identity/token-fields";
import { TokenSecret } from "@/components/identity/token-secret";
import { Button } from "@/components/ui/button";
import type { Decision } from "@/lib/entitlements/types";
import type { ActionResult } from "@/lib/entry/result";
import type { ClientSetup, CreatedKey, TokenWish } from "@/lib/identity/api-keys/types";

type NewToken = { key: CreatedKey; setup: ClientSetup };
type CreateTokenProps = { room: Decision; create: (input: TokenWish) => Promise<ActionResult<NewToken>> };

/**
 * The button, refused without room in the plan, and the dialog; the secret stays on screen even when it took the last
 * place.
 */
export function CreateToken({ room, create }: CreateTokenProps) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setMade(null);
  }

  return (
    <>
      {room.allowed ? null : (
        <DeniedPopover
          label="Create token"
          variant="primary"
          decision={room}
          fixer="Or revoke a token you no longer use. It stops counting immediately."
        />
      )}
      <DialogForm
        trigger={
          room.allowed ? (
            <Button variant="primary">
              <Plus aria-hidden="true" />
              Create token
            </Button>
          ) : null
        }
        open={open}
        onOpenChange={change}
        size="md"
        title="Create a token"
        description="It acts for you in npm, pnpm, yarn and scripts, within your own roles."
        submitLabel="Create token"
        submit={(form) => create(wishOf(form))}
        onDone={setMade}
        after={
          made && {
            title: `Copy ${made.key.name} now`,
            description: "You see the token only once. We keep only its digest and cannot show it again.",
            footer: (
              <Button variant="primary" onClick={() => change(false)}>
                I have copied it
              </Button>
            ),
            children: <TokenSecret token={made.key.token} setup={made.setup} />,
          }
        }
      >
        {(fields) => <TokenFields fields={fields} />}
      </DialogForm>
    </>
  );
}
