"use client";

import { type RefObject, useId, useState } from "react";
import { toast } from "sonner";
import { useAction } from "@/components/feedback/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { VersionRow } from "@/lib/packages/catalogue/types";
import { deprecateVersionAction, setDistTagAction, unpublishVersionAction } from "@/lib/packages/upkeep/actions";

export type VersionTarget = { handle: string; name: string; revision: number; row: VersionRow; onlyOne: boolean };
type DialogProps = {
  target: VersionTarget;
  onOpenChange: (open: boolean) => void;
  returnFocus: RefObject<HTMLElement | null>;
};

export function DeprecateDialog({ target, onOpenChange, returnFocus }: DialogProps) {
  const { handle, name, row } = target;
  const [message, setMessage] = useState(row.deprecated);
  const form = useId();
  const withdraws = message.trim() === "";
  const { pending, failure, run } = useAction(
    () => deprecateVersionAction(handle, { name, version: row.version, message }),
    () => {
      toast.success(withdraws ? `${row.version} is no longer deprecated` : `${row.version} is deprecated`);
      onOpenChange(false);
    },
  );

  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        size="sm"
        returnFocus={returnFocus}
        title={`Deprecate ${row.version}`}
        description="Whoever installs this version reads your message. It stays installable."
        footer={
          <>
            <DialogClose asChild>
              <Button disabled={pending}>Cancel</Button>
            </DialogClose>
            <Button
              type="submit"
              form={form}
              variant="primary"
              pending={pending}
              disabled={withdraws && !row.deprecated}
            >
              {withdraws && row.deprecated ? "Withdraw deprecation" : "Deprecate version"}
            </Button>
          </>
        }
      >
        <form
          id={form}
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void run(undefined);
          }}
        >
          <Field
            label="Message"
            description={row.deprecated ? "Leave it empty to withdraw the deprecation." : "Say what to use instead."}
          >
            <Textarea rows={3} maxLength={1_024} value={message} onChange={(event) => setMessage(event.target.value)} />
          </Field>
          <div aria-live="assertive">{failure ? <Banner tone="stop">{failure.message}</Banner> : null}</div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

export function TagDialog({ target, onOpenChange, returnFocus }: DialogProps) {
  const { handle, name, row } = target;
  const [tag, setTag] = useState("");
  const form = useId();
  const { pending, failure, run } = useAction(
    () => setDistTagAction(handle, { name, tag, version: row.version }),
    () => {
      toast.success(`${tag} points at ${row.version}`);
      onOpenChange(false);
    },
  );

  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        size="sm"
        returnFocus={returnFocus}
        title={`Point a tag at ${row.version}`}
        description="A tag that exists moves here; latest is what people get who name no version."
        footer={
          <>
            <DialogClose asChild>
              <Button disabled={pending}>Cancel</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="primary" pending={pending} disabled={tag.trim() === ""}>
              Set tag
            </Button>
          </>
        }
      >
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            void run(undefined);
          }}
        >
          <Field label="Tag" error={failure?.message} description="For example latest, next or beta.">
            <Input
              mono
              autoComplete="off"
              spellCheck={false}
              maxLength={128}
              value={tag}
              onChange={(event) => setTag(event.target.value)}
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}

export function UnpublishDialog({ target, onOpenChange, returnFocus }: DialogProps) {
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
      onConfirm={async () => {
        const result = await unpublishVersionAction(handle, { name, version, revision });
        if (result.ok) toast.success(`${name}@${version} was unpublished`);
        return result.ok ? null : result.error.message;
      }}
    />
  );
}
