"use client";

import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/entry/result";

type RevokeTokenProps = {
  id: string;
  name: string;
  /** An expired token no longer works; revoking it frees its place. */
  expired: boolean;
  revoke: (input: { id: string }) => Promise<ActionResult<void>>;
};

export function RevokeToken({ id, name, expired, revoke }: RevokeTokenProps) {
  const label = expired ? "Revoke token" : "Revoke";
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant={expired ? "default" : "danger"}>
          {label}
          <span className="sr-only"> of {name}</span>
        </Button>
      }
      title={`Revoke ${name}?`}
      description={
        expired
          ? "It has expired and no longer works. It stops counting toward your plan immediately."
          : "It stops working within a second on every machine. You cannot undo this."
      }
      confirmLabel="Revoke token"
      submit={() => revoke({ id })}
      onDone={() => toast.success(`${name} is revoked`)}
    />
  );
}
