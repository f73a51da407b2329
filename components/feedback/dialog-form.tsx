"use client";

import { cloneElement, type ReactElement, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button, type ButtonProps } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import type { ActionResult } from "@/lib/entry/result";

const loadDialog = () => import("@/components/ui/dialog").then(({ Dialog }) => Dialog);

/** Faults by field name, to show beside the fields. */
export type FieldFaults = Record<string, string[]>;

type Page = { title: string; description: ReactNode; footer: ReactNode; children: ReactNode };

export type DialogFormProps<T> = {
  /** The button that opens it; leave out when `open` is controlled. */
  trigger?: ReactElement<ButtonProps> | null | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** Gets the focus afterwards if the control that opened the dialog is gone: a menu's trigger. */
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

/** A form in a dialog: focuses its first field, stays open while it is sent, and shows a refusal. */
export function DialogForm<T>(props: DialogFormProps<T>) {
  const { danger = false, ready = true, children, after } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const formId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const open = props.open ?? ownOpen;
  const Dialog = useLate(loadDialog, open);
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
    <>
      {props.trigger
        ? cloneElement(props.trigger, {
            ref: button,
            "aria-haspopup": "dialog",
            "aria-expanded": open,
            onClick: () => show(true),
            onPointerEnter: () => void loadDialog(),
          })
        : null}
      {Dialog ? (
        <Dialog
          open={open}
          onOpenChange={(next) => {
            if (!pending) show(next);
          }}
          size={props.size ?? "sm"}
          returnFocus={props.returnFocus ?? (props.trigger ? button : undefined)}
          title={title}
          description={description}
          footer={footer}
        >
          {body}
        </Dialog>
      ) : null}
    </>
  );
}
