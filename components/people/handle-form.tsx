"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/entry/result";
import { handleProblem } from "@/lib/people/accounts/rules";

type HandleFormProps = {
  handle: string;
  formerHandles: readonly string[];
  action: (input: { handle: string }) => Promise<ActionResult<{ handle: string }>>;
};

export function HandleForm({ handle, formerHandles, action }: HandleFormProps) {
  const [wish, setWish] = useState(handle);
  const [asking, setAsking] = useState(false);
  const { run, pending, failure, fields, clear } = useAction(action, (done) =>
    toast.success(`You are @${done.handle} now`),
  );
  const taken = failure?.code === "CONFLICT" ? failure.message : null;
  const wanted = wish.trim().toLowerCase();
  const problem = wanted === handle ? null : handleProblem(wanted);
  return (
    <form
      className="flex max-w-[480px] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== handle && !problem) setAsking(true);
      }}
    >
      <Field
        label="Handle"
        description={
          formerHandles.length > 0
            ? `Former handles that still lead to you: ${formerHandles.map((former) => `@${former}`).join(", ")}.`
            : "The scope of your packages: @handle/name."
        }
        error={fields.handle ?? problem ?? taken}
      >
        <Input
          name="handle"
          mono
          value={wish}
          onChange={(event) => {
            setWish(event.target.value);
            clear();
          }}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={39}
          required
        />
      </Field>
      <FailureNote failure={taken ? null : failure} fields={fields} />
      <div>
        <Button type="submit" pending={pending} disabled={wanted === handle || problem !== null}>
          Change handle
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Change @${handle} to @${wanted}?`}
        description={`@${handle} stays yours and keeps leading to you; nobody else can ever take it.`}
        confirmLabel="Change handle"
        danger={false}
        submit={async () => {
          // The field shows a refusal, so the dialog can close.
          await run({ handle: wanted });
          return { ok: true, data: null };
        }}
      >
        <ul className="list-disc pl-5 text-ink-2">
          <li>Packages you have published keep their names under @{handle}, and their installs keep working.</li>
          <li>New packages take the scope @{wanted}.</li>
          <li>Links to your pages redirect to the new address.</li>
        </ul>
      </ConfirmDialog>
    </form>
  );
}
