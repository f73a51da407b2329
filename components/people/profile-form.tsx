"use client";

import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/entry/result";

type ProfileFormProps = {
  name: string;
  bio: string;
  action: (input: { name: string; bio: string }) => Promise<ActionResult<void>>;
};

export function ProfileForm({ name, bio, action }: ProfileFormProps) {
  const { run, pending, failure, fields } = useAction(action, () => toast.success("Profile saved"));
  return (
    <form
      className="flex max-w-[480px] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        void run({ name: String(form.get("name") ?? ""), bio: String(form.get("bio") ?? "") });
      }}
    >
      <Field label="Name" description="Colleagues see it next to your activity." error={fields.name}>
        <Input name="name" defaultValue={name} autoComplete="name" maxLength={80} required />
      </Field>
      <Field label="Bio" optional description="One or two sentences on your public page." error={fields.bio}>
        <Textarea name="bio" defaultValue={bio} rows={3} maxLength={280} />
      </Field>
      <FailureNote failure={failure} fields={fields} />
      <div>
        <SubmitButton pending={pending}>Save profile</SubmitButton>
      </div>
    </form>
  );
}
