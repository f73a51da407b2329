"use client";

import { useState } from "react";
import { DialogForm } from "@/components/feedback/dialog-form";
import { TokenFields, wishOf } from "@/components/identity/token-fields";
import { TokenSecret } from "@/components/identity/token-secret";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/entry/result";
import type { ClientSetup, CreatedKey, TokenWish } from "@/lib/identity/api-keys/types";

type NewToken = { key: CreatedKey; setup: ClientSetup };
export type CreateToken = (input: TokenWish) => Promise<ActionResult<NewToken>>;

type CreateTokenDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; create: CreateToken };

/** The secret stays on screen even when the token took the last place. */
export function CreateTokenDialog({ open, onOpenChange, create }: CreateTokenDialogProps) {
  const [made, setMade] = useState<NewToken | null>(null);

  function change(next: boolean) {
    onOpenChange(next);
    if (!next) setMade(null);
  }

  return (
    <DialogForm
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
  );
}
