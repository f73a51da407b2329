"use client";

import { type ReactNode, useState } from "react";
import { DialogForm, type DialogFormProps } from "@/components/feedback/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type ConfirmWindowProps<T> = Omit<DialogFormProps<T>, "submitLabel" | "ready" | "after" | "children"> & {
  children?: ReactNode;
  /** When set, the reader must type this exact text first. */
  typeToConfirm?: string | undefined;
  confirmLabel: string;
};

export function ConfirmWindow<T>(props: ConfirmWindowProps<T>) {
  const { typeToConfirm, confirmLabel, danger = true, children, onOpenChange, ...dialog } = props;
  const [typed, setTyped] = useState("");
  return (
    <DialogForm
      {...dialog}
      danger={danger}
      submitLabel={confirmLabel}
      ready={typeToConfirm === undefined || typed.trim() === typeToConfirm}
      onOpenChange={(open) => {
        setTyped("");
        onOpenChange(open);
      }}
    >
      {children}
      {typeToConfirm === undefined ? null : (
        <Field
          label={
            <>
              Type <code className="rounded-sm bg-sunken px-1">{typeToConfirm}</code> to confirm
            </>
          }
        >
          <Input mono autoComplete="off" spellCheck={false} value={typed} onChange={(e) => setTyped(e.target.value)} />
        </Field>
      )}
    </DialogForm>
  );
}
