"use client";

import { type ReactNode, type RefObject, useId } from "react";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ActionResult } from "@/lib/entry/result";

/** Faults by field name, to show beside the fields. */
export type FieldFaults = Record<string, string[]>;

type Page = { title: string; description: ReactNode; footer: ReactNode; children: ReactNode };

export type DialogFormProps<T> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gets the focus afterwards; without it, what had the focus before. */
  returnFocus?: RefObject<HTMLElement | null> | undefined;
  size?: "sm" | "md" | undefined;
  title: string;
  description: ReactNode;
  children?: ReactNode | ((fields: FieldFaults) => ReactNode);
  submitLabel: string;
  cancelLabel?: string | undefined;
  danger?: boolean | undefined;
  /** Whether the form can be sent now. */
  ready?: boolean | undefined;
  submit: (form: FormData) => Promise<ActionResult<T>>;
  /** Called after success. The dialog closes, unless `after` replaces the form. */
  onDone?: ((data: T) => void) | undefined;
  /** The dialog's content after success; null until then. */
  after?: Page | null | undefined;
};

/** A form in a dialog, which its page loads when it opens: focuses its first field, stays open while it is sent, and shows a refusal. */
export function DialogForm<T>(props: DialogFormProps<T>) {
  const { danger = false, ready = true, children, after } = props;
  const formId = useId();
  const { run, pending, failure, fields, clear } = useAction(props.submit, (data: T) => {
    props.onDone?.(data);
    if (after === undefined) show(false);
  });

  function show(next: boolean) {
    clear();
    props.onOpenChange(next);
  }

  const form = (
    <form
      id={formId}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog may be rendered inside another form, which must not be sent.
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
      <Button disabled={pending} onClick={() => show(false)}>
        {props.cancelLabel ?? "Cancel"}
      </Button>
      <Button type="submit" form={formId} variant={danger ? "danger" : "primary"} disabled={!ready} pending={pending}>
        {props.submitLabel}
      </Button>
    </>
  );

  const { title, description, footer, children: body } = after ?? { ...props, footer: buttons, children: form };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!pending) show(next);
      }}
      size={props.size ?? "sm"}
      returnFocus={props.returnFocus}
      title={title}
      description={description}
      footer={footer}
    >
      {body}
    </Dialog>
  );
}
