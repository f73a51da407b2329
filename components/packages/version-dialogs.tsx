"use client";

import { type RefObject, useState } from "react";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { DialogForm } from "@/components/feedback/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { VersionRow } from "@/lib/packages/catalogue/types";
import { deprecateVersionAction, setDistTagAction, unpublishVersionAction } from "@/lib/packages/upkeep/actions";

export type VersionTarget = { handle: string; name: string; revision: number; row: VersionRow; onlyOne: boolean };
type DialogProps = {
  target: VersionTarget;
  onOpenChange: (open: boolean) => void;
  returnFocus: RefObject<HTMLElement | null>;
};

function DeprecateDialog({ target, onOpenChange, returnFocus }: DialogProps) {
  const { handle, name, row } = target;
  const [message, setMessage] = useState(row.deprecated);
  const withdraws = message.trim() === "";

  return (
    <DialogForm
      open
      onOpenChange={onOpenChange}
      returnFocus={returnFocus}
      title={`Deprecate ${row.version}`}
      description="People who install this version see your message. It stays installable."
      submitLabel={withdraws && row.deprecated ? "Withdraw deprecation" : "Deprecate version"}
      ready={!withdraws || row.deprecated !== ""}
      submit={() => deprecateVersionAction(handle, { name, version: row.version, message })}
      onDone={() =>
        toast.success(withdraws ? `${row.version} is no longer deprecated` : `${row.version} is deprecated`)
      }
    >
      <Field
        label="Message"
        description={row.deprecated ? "Leave it empty to withdraw the deprecation." : "Say what to use instead."}
      >
        <Textarea rows={3} maxLength={1_024} value={message} onChange={(event) => setMessage(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

function TagDialog({ target, onOpenChange, returnFocus }: DialogProps) {
  const { handle, name, row } = target;
  const [tag, setTag] = useState("");

  return (
    <DialogForm
      open
      onOpenChange={onOpenChange}
      returnFocus={returnFocus}
      title={`Point a tag at ${row.version}`}
      description="An existing tag moves here. People who name no version get latest."
      submitLabel="Set tag"
      ready={tag.trim() !== ""}
      submit={() => setDistTagAction(handle, { name, tag, version: row.version })}
      onDone={() => toast.success(`${tag} points at ${row.version}`)}
    >
      {(fields) => (
        <Field label="Tag" error={fields.tag} description="For example latest, next or beta.">
          <Input
            mono
            autoComplete="off"
            spellCheck={false}
            maxLength={128}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </Field>
      )}
    </DialogForm>
  );
}

function UnpublishDialog({ target, onOpenChange, returnFocus }: DialogProps) {
  const { handle, name, row, revision, onlyOne } = target;
  const { version } = row;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      returnFocus={returnFocus}
      title={`Unpublish ${version}`}
      description={
        onlyOne
          ? `It is the only version of ${name}: the package disappears, and its name stays yours. Installs of it fail from then on. The number ${version} is never used again.`
          : `Installs of ${version} fail from then on, and its number is never used again. Tags that point at it go; latest moves to the newest version that is left.`
      }
      typeToConfirm={`${name}@${version}`}
      confirmLabel="Unpublish version"
      submit={() => unpublishVersionAction(handle, { name, version, revision })}
      onDone={() => toast.success(`${name}@${version} was unpublished`)}
    />
  );
}

const DIALOGS = { deprecate: DeprecateDialog, tag: TagDialog, unpublish: UnpublishDialog } as const;

/** The dialog of one change to a version. */
export function VersionDialog({ change, ...props }: DialogProps & { change: keyof typeof DIALOGS }) {
  const Dialog = DIALOGS[change];
  return <Dialog {...props} />;
}
