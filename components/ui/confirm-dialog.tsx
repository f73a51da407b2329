"use client";

import { type ReactNode, type RefObject, useId, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type ConfirmDialogProps = {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  title: string;
  /** What will happen, and what cannot be undone. */
  description: ReactNode;
  children?: ReactNode;
  /** When given, this exact text has to be typed first. */
  typeToConfirm?: string | undefined;
  confirmLabel: string;
  cancelLabel?: string | undefined;
  danger?: boolean | undefined;
  returnFocus?: RefObject<HTMLElement | null> | undefined;
  /** Resolves to null when done, or to the sentence that says why it was not. */
  onConfirm: () => Promise<string | null>;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, typeToConfirm, confirmLabel, cancelLabel = "Cancel", danger = true, onConfirm } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const formId = useId();
  const open = props.open ?? ownOpen;

  function change(next: boolean) {
    if (pending) return;
    setOwnOpen(next);
    setTyped("");
    setFailure(null);
    props.onOpenChange?.(next);
  }

  function confirm() {
    start(async () => {
      const problem = await onConfirm();
      setFailure(problem);
      if (problem === null) {
        setOwnOpen(false);
        setTyped("");
        props.onOpenChange?.(false);
      }
    });
  }

  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  return (
    <Dialog open={open} onOpenChange={change}>
      {props.trigger ? <DialogTrigger asChild>{props.trigger}</DialogTrigger> : null}
      <DialogContent
        size="sm"
        returnFocus={props.returnFocus}
        title={title}
        description={description}
        footer={
          <>
            <DialogClose asChild>
              <Button disabled={pending}>{cancelLabel}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={formId}
              variant={danger ? "danger" : "primary"}
              disabled={!ready}
              pending={pending}
            >
              {confirmLabel}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !pending) confirm();
          }}
        >
          {props.children}
          {typeToConfirm === undefined ? null : (
            <Field
              label={
                <>
                  Type <code className="rounded-sm bg-sunken px-1">{typeToConfirm}</code> to confirm
                </>
              }
            >
              <Input
                mono
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(e) => setTyped(e.target.value)}
              />
            </Field>
          )}
          <div aria-live="assertive">{failure ? <Banner tone="stop">{failure}</Banner> : null}</div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
