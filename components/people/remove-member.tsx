"use client";

import { UserMinus } from "lucide-react";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { removeMemberAction } from "@/lib/people/members/actions";
import type { MemberRow } from "@/lib/people/members/types";

type RemoveMemberProps = {
  organization: { handle: string; name: string };
  member: Pick<MemberRow, "userId" | "name" | "usesSeat">;
};

export function RemoveMember({ organization, member }: RemoveMemberProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" className="max-sm:-mr-2.5">
          <UserMinus aria-hidden="true" className="sm:hidden" />
          <span className="max-sm:sr-only">Remove</span>
          <span className="sr-only"> {member.name}</span>
        </Button>
      }
      title={`Remove ${member.name} from ${organization.name}?`}
      description={`Their sessions and tokens lose access to ${organization.name} immediately. Packages they published stay.${member.usesSeat ? " Their seat becomes free." : ""}`}
      confirmLabel="Remove member"
      submit={() => removeMemberAction(organization.handle, { userId: member.userId })}
      onDone={() => toast.success(`${member.name} was removed`)}
    />
  );
}
