"use client";

import { useRouter } from "next/navigation";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { SubmitButton } from "@/components/ui/submit-button";
import { organizationPaths } from "@/lib/paths";
import { acceptInvitationAction } from "@/lib/people/invites/actions";

/** Opening the link does nothing: mail scanners open links too. Only this button's POST joins. */
export function AcceptInvitation({ token, organization }: { token: string; organization: string }) {
  const router = useRouter();
  const { run, pending, failure } = useAction(acceptInvitationAction, ({ handle }) =>
    router.replace(organizationPaths(handle).team),
  );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run({ token });
      }}
    >
      <FailureNote failure={failure} />
      <SubmitButton pending={pending}>Join {organization}</SubmitButton>
    </form>
  );
}
