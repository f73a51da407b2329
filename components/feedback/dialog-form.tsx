"use client";

import { type ReactNode, type RefObject, useId, useState } from "react";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/entry/result";

/** The faults of the fields by their names, to stand beside them. */
export type FieldFaults = Record<string, string[]>;

type Page = { title: string; description: ReactNode; footer: ReactNode; children: ReactNode };

export type DialogFormProps<T> = {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** What gets the focus afterwards when the control that opened it is gone by then: a menu's trigger. */
  returnFocus?: RefObject<HTMLElement | null> | undefined;
  size?: "sm" | "md" | undefined;
  title: string;
  description: ReactNode;
  children?: ReactNode | ((fields: FieldFaults) => ReactNode);
  submitLabel: string;
  cancelLabel?: string | undefined;
  danger?: boolean | undefined;
  /** Whether it can be sent as it stands. */
  ready?: boolean | undefined;
  submit: (form: FormData) => Promise<ActionResult<T>>;
  /** After it worked. The dialog closes, unless `after` takes the form's place. */
  onDone?: ((data: T) => void) | undefined;
  /** What stands in the dialog once it worked; null until then. */
  after?: Page | null | undefined;
};

/** A form in a dialog: it begins at its first field, stays open while it is sent, and says why it was refused. */
export function DialogForm<T>(props: DialogFormProps<T>) {
  const { danger = false, ready = true, children, after } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const formId = useId();
  const { run, pending, failure, fields, clear } = useAction(props.submit, (data: T) => {
    props.onDone?.(data);
    if (after === undefined) show(false);
  });

  function show(next: boolean) {
    setOwnOpen(next);
    clear();
    props.onOpenChange?.(next);
  }

  const form = (
    <form
      id={formId}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog may stand inside of another form, which this one must not send.
        event.stopPropagation();
        if (ready && !pending) void run(new FormData(event.currentTarget));
      }}
    >
      {typeof children === "function" ? children(fields) : children}
      <FailureNote failure={failure} fields={fields} />
    </form>
  );
  const buttons = (
    <>
      <DialogClose asChild>
        <Button disabled={pending}>{props.cancelLabel ?? "Cancel"}</Button>
      </DialogClose>
      <Button type="submit" form={formId} variant={danger ? "danger" : "primary"} disabled={!ready} pending={pending}>
        {props.submitLabel}
      </Button>
    </>
  );

  const { title, description, footer, children: body } = after ?? { ...props, footer: buttons, children: form };
  return (
    <Dialog
      open={props.open ?? ownOpen}
      onOpenChange={(next) => {
        if (!pending) show(next);
      }}
    >
      {props.trigger ? <DialogTrigger asChild>{props.trigger}</DialogTrigger> : null}
      <DialogContent
        size={props.size ?? "sm"}
        returnFocus={props.returnFocus}
        title={title}
        description={description}
        footer={footer}
      >
        {body}
      </DialogContent>
    </Dialog>
  );
}
