"use client";

import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { renameOrganizationAction } from "@/lib/people/organizations/actions";

type RenameOrganizationFormProps = { handle: string; name: string };

export function RenameOrganizationForm({ handle, name }: RenameOrganizationFormProps) {
  const rename = renameOrganizationAction.bind(null, handle);
  const { run, pending, failure, fields } = useAction(rename, () => toast.success("Name saved"));
  return (
    <form
      className="flex max-w-[480px] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = String(new FormData(event.currentTarget).get("name") ?? "");
        if (!pending) void run({ name: wanted });
      }}
    >
      <Field label="Name" description="Shown to members, in mails and on the public page." error={fields.name}>
        <Input name="name" defaultValue={name} autoComplete="organization" maxLength={80} required />
      </Field>
      <FailureNote failure={failure} fields={fields} />
      <div>
        <SubmitButton pending={pending}>Save name</SubmitButton>
      </div>
    </form>
  );
}
