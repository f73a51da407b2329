"use client";

import { useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { expiryOptions } from "@/components/identity/expiry-choice";
import { Banner } from "@/components/ui/banner";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextLink } from "@/components/ui/text-link";
import type { Decision } from "@/lib/entitlements/types";
import type { ActionResult } from "@/lib/entry/result";
import { DEFAULT_EXPIRY_DAYS, LOGIN_EXPIRY_CHOICES } from "@/lib/identity/api-keys/rules";
import type { LoginApproval } from "@/lib/identity/api-keys/types";

const REACH = [
  { value: "publish", label: "Install and publish", description: "Everything your roles allow for packages." },
  { value: "read", label: "Install only", description: "For a machine that only needs your packages." },
];

const ANSWERED = "It was answered already, or has expired. Start again in your terminal.";

type ApproveLoginProps = {
  id: string;
  /** The terminal is in another network than this browser. */
  asksForCode: boolean;
  room: Decision;
  approve: (input: LoginApproval) => Promise<ActionResult<void>>;
};

/** Opening the page does nothing: only this form's button approves the waiting client. */
export function ApproveLogin({ id, asksForCode, room, approve }: ApproveLoginProps) {
  const [done, setDone] = useState(false);
  const { run, pending, failure, fields } = useAction(approve, () => setDone(true));
  if (done) {
    return (
      <div role="status">
        <Banner tone="accent" title="Approved.">
          Return to your terminal. It logs in within a few seconds. The token is in{" "}
          <TextLink href="/settings/tokens">your tokens</TextLink>, where you can revoke it.
        </Banner>
      </div>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const scopes = form.get("reach") === "read" ? (["read"] as const) : (["read", "publish"] as const);
        const expiresInDays = Number(form.get("expiresInDays"));
        const code = form.get("code");
        const typed = typeof code === "string" ? { code } : {};
        if (!pending) void run({ id, scopes: [...scopes], expiresInDays, ...typed });
      }}
    >
      {asksForCode ? (
        <>
          <Banner tone="warn" title="Terminal and browser have different addresses.">
            Approve only if you just started this login. Anyone who started it can act in your name.
          </Banner>
          <Field
            label="Code"
            description="The last part of the link that your terminal printed, after the last slash."
            error={fields.code}
          >
            <Input
              name="code"
              mono
              required
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              className="w-36"
            />
          </Field>
        </>
      ) : (
        <Banner tone="warn" title="Terminal and browser have the same address.">
          Approve only if the link in your terminal ends in the code above. Anyone who started this login can act in
          your name.
        </Banner>
      )}
      <RadioGroup legend="Permissions" name="reach" options={REACH} defaultValue="publish" />
      <Field label="Expiry" description="After that, log in again.">
        <Select
          name="expiresInDays"
          defaultValue={String(DEFAULT_EXPIRY_DAYS)}
          options={expiryOptions(LOGIN_EXPIRY_CHOICES)}
        />
      </Field>
      <FailureNote
        fields={fields}
        failure={failure?.code === "NOT_FOUND" ? { title: failure.title, message: ANSWERED } : failure}
      />
      <div className="flex flex-wrap gap-2">
        {room.allowed ? (
          <SubmitButton pending={pending}>Approve login</SubmitButton>
        ) : (
          <DeniedPopover
            label="Approve login"
            variant="primary"
            decision={room}
            fixer={
              <>
                Or <TextLink href="/settings/tokens">revoke a token</TextLink> you no longer use.
              </>
            }
          />
        )}
        <LinkButton href="/overview">Decline login</LinkButton>
      </div>
    </form>
  );
}
