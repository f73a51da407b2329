"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { HANDLE_MAX } from "@/lib/access/handle";
import { organizationPaths } from "@/lib/paths";
import { handleProblem, suggestHandle } from "@/lib/people/accounts/rules";
import { createOrganizationAction } from "@/lib/people/organizations/actions";

/** Name and handle; the handle follows the name until it is edited. */
export function CreateOrganizationForm() {
  const router = useRouter();
  const [name, setName] = useState("");
  const [written, setWritten] = useState<string | null>(null);
  const { run, pending, failure, fields, clear } = useAction(createOrganizationAction, ({ handle }) =>
    router.push(organizationPaths(handle).team),
  );
  const handle = (written ?? (name.trim() === "" ? "" : suggestHandle(`${name}@`))).trim().toLowerCase();
  const problem = handle === "" ? null : handleProblem(handle);
  const taken = failure?.code === "CONFLICT" ? failure.message : null;
  return (
    <form
      className="flex max-w-[480px] flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending && problem === null) void run({ name, handle });
      }}
    >
      <Field label="Name" error={fields.name}>
        <Input
          name="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="organization"
          maxLength={80}
          required
        />
      </Field>
      <Field
        label="Handle"
        error={fields.handle ?? problem ?? taken}
        description="The npm scope of its packages. You can change it later. The old handle stays an alias forever."
      >
        <Input
          name="handle"
          mono
          value={written ?? handle}
          onChange={(event) => {
            setWritten(event.target.value);
            clear();
          }}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={HANDLE_MAX}
          required
        />
      </Field>
      <p className="text-ink-2 text-sm">
        Packages will be called <code className="font-medium text-ink">@{handle || "handle"}/…</code>
      </p>
      <FailureNote failure={taken ? null : failure} fields={fields} />
      <div>
        <SubmitButton pending={pending}>Create organization</SubmitButton>
      </div>
    </form>
  );
}
