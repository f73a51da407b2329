"use client";

import type { FieldFaults } from "@/components/feedback/dialog-form";
import { expiryOptions, toDays } from "@/components/identity/expiry-choice";
import { fieldErrors, lines } from "@/components/identity/token-values";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { DEFAULT_EXPIRY_DAYS, EXPIRY_CHOICES, SCOPES } from "@/lib/identity/api-keys/rules";
import type { TokenWish } from "@/lib/identity/api-keys/types";

/** Reads the fields below. */
export function wishOf(form: FormData): TokenWish {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    name: text("name"),
    scopes: SCOPES.map(({ scope }) => scope).filter((scope) => form.getAll("scopes").includes(scope)),
    packagePatterns: lines(text("packagePatterns")),
    cidrs: lines(text("cidrs")),
    expiresInDays: toDays(text("expiresInDays")),
  };
}

export function TokenFields({ fields }: { fields: FieldFaults }) {
  const scopeError = fieldErrors(fields, "scopes")[0];
  return (
    <>
      <Field label="Name" description="Name where you use it, so you know which one to revoke." error={fields.name}>
        <Input name="name" placeholder="Deploy of the shop" autoComplete="off" maxLength={80} required />
      </Field>
      <fieldset className="flex flex-col gap-2" aria-describedby={scopeError ? "scopes-error" : undefined}>
        <legend className="mb-1.5 font-medium">Scopes</legend>
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
        description="An expired token stops working, but counts toward your plan until you revoke it."
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
        description="One name or pattern per line. Leave empty for every package you can see."
        error={fieldErrors(fields, "packagePatterns")}
      >
        <Textarea mono name="packagePatterns" rows={2} placeholder="@acme/*" spellCheck={false} />
      </Field>
      <Field
        label="Only from these addresses"
        optional
        description="One address or range per line, IPv4 or IPv6. Leave empty for any address."
        error={fieldErrors(fields, "cidrs")}
      >
        <Textarea mono name="cidrs" rows={2} placeholder="203.0.113.0/24" spellCheck={false} />
      </Field>
    </>
  );
}
