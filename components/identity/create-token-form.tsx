"use client";

import { useAction } from "@/components/feedback/use-action";
import { expiryOptions, toDays } from "@/components/identity/expiry-choice";
import { fieldErrors, lines } from "@/components/identity/token-values";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { DEFAULT_EXPIRY_DAYS, EXPIRY_CHOICES, SCOPES } from "@/lib/access/key-rules";
import type { ClientSetup, CreatedKey, TokenWish } from "@/lib/access/key-types";
import type { ActionResult } from "@/lib/entry/result";

export type NewToken = { key: CreatedKey; setup: ClientSetup };
export type SubmitToken = (input: TokenWish) => Promise<ActionResult<NewToken>>;

type CreateTokenFormProps = { create: SubmitToken; onMade: (made: NewToken) => void; onCancel: () => void };

function wishOf(form: FormData): TokenWish {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    name: text("name"),
    scopes: SCOPES.map(({ scope }) => scope).filter((scope) => form.getAll("scopes").includes(scope)),
    packagePatterns: lines(text("packagePatterns")),
    cidrs: lines(text("cidrs")),
    expiresInDays: toDays(text("expiresInDays")),
  };
}

export function CreateTokenForm({ create, onMade, onCancel }: CreateTokenFormProps) {
  const { run, pending, failure, fields } = useAction(create, onMade);
  const scopeError = fieldErrors(fields, "scopes")[0];
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run(wishOf(new FormData(event.currentTarget)));
      }}
    >
      <Field
        label="Name"
        description="Where it is used, so that you know later which one to revoke."
        error={fields.name}
      >
        <Input name="name" placeholder="Deploy of the shop" autoComplete="off" maxLength={80} required />
      </Field>
      <fieldset className="flex flex-col gap-2" aria-describedby={scopeError ? "scopes-error" : undefined}>
        <legend className="mb-1.5 font-medium">What it may do</legend>
        {SCOPES.map(({ scope, label, description }) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            defaultChecked={scope === "read"}
            label={
              <>
                {label} <code className="text-ink-3 text-xs">{scope}</code>
              </>
            }
            description={description}
          />
        ))}
        <div aria-live="polite">
          {scopeError ? (
            <p id="scopes-error" className="text-sm text-stop">
              {scopeError}
            </p>
          ) : null}
        </div>
      </fieldset>
      <Field
        label="Expiry"
        description="An expired token stops at once, and keeps its place until you revoke it."
        error={fields.expiresInDays}
      >
        <Select
          name="expiresInDays"
          defaultValue={String(DEFAULT_EXPIRY_DAYS)}
          options={expiryOptions(EXPIRY_CHOICES)}
        />
      </Field>
      <Field
        label="Only these packages"
        optional
        description="One name or pattern a line. Empty is every package you may see."
        error={fieldErrors(fields, "packagePatterns")}
      >
        <Textarea mono name="packagePatterns" rows={2} placeholder="@acme/*" spellCheck={false} />
      </Field>
      <Field
        label="Only from these addresses"
        optional
        description="One address or range a line, IPv4 or IPv6. Empty is from anywhere."
        error={fieldErrors(fields, "cidrs")}
      >
        <Textarea mono name="cidrs" rows={2} placeholder="203.0.113.0/24" spellCheck={false} />
      </Field>
      <div aria-live="assertive">
        {failure && failure.code !== "VALIDATION" ? (
          <Banner tone="stop" title={failure.title}>
            {failure.message} {failure.next}
          </Banner>
        ) : null}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={pending} onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton pending={pending}>Create token</SubmitButton>
      </div>
    </form>
  );
}
