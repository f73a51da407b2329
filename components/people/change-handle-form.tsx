"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { HANDLE_MAX } from "@/lib/access/handle";
import { organizationPaths } from "@/lib/paths";
import { changeHandleAction } from "@/lib/people/accounts/actions";
import { handleProblem } from "@/lib/people/accounts/rules";

type ChangeHandleFormProps = { handle: string; name: string; formerHandles: readonly string[] };

/** Changes an organization's handle, after explaining the effect and having the present handle typed. */
export function ChangeHandleForm({ handle, name, formerHandles }: ChangeHandleFormProps) {
  const router = useRouter();
  const [wish, setWish] = useState(handle);
  const [asking, setAsking] = useState(false);
  const wanted = wish.trim().toLowerCase();
  const same = wanted === handle;
  const problem = same || wanted === "" ? null : handleProblem(wanted);
  return (
    <form
      className="flex max-w-[480px] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!same && problem === null) setAsking(true);
      }}
    >
      <Field
        label="Handle"
        error={problem}
        description={
          formerHandles.length === 0
            ? "The scope of its packages: @handle/name."
            : `Its former handles stay aliases: ${formerHandles.map((former) => `@${former}`).join(", ")}.`
        }
      >
        <Input
          name="handle"
          mono
          value={wish}
          onChange={(event) => setWish(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={HANDLE_MAX}
          required
        />
      </Field>
      <div>
        <Button type="submit" disabled={same || problem !== null || wanted === ""}>
          Change handle
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Change @${handle} to @${wanted}?`}
        description={`Everybody in ${name} is affected. @${handle} stays its alias forever, and nobody else can take it.`}
        typeToConfirm={handle}
        confirmLabel="Change handle"
        submit={() => changeHandleAction(handle, { handle: wanted })}
        onDone={() => {
          toast.success(`${name} is @${wanted} now`);
          router.replace(organizationPaths(wanted).settings);
        }}
      >
        <ul className="list-disc pl-5 text-ink-2 text-sm">
          <li>Published packages keep their names under @{handle}; installs go on as before.</li>
          <li>New packages take the scope @{wanted}.</li>
          <li>Addresses of this dashboard redirect to the new handle.</li>
        </ul>
      </ConfirmDialog>
    </form>
  );
}
