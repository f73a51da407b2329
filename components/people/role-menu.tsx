"use client";

import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { rolesWith } from "@/lib/access/permissions";
import { ROLE_WORDS, rolesInWords, usesSeat } from "@/lib/access/roles";
import { changeMemberRoleAction } from "@/lib/people/members/actions";
import { roleSchema } from "@/lib/people/members/schema";
import type { MemberRow } from "@/lib/people/members/types";

type Role = MemberRow["role"];

type RoleMenuProps = {
  organization: { handle: string; name: string };
  member: Pick<MemberRow, "userId" | "name" | "role">;
  /** Roles that the reader may grant. */
  roles: readonly Role[];
  seatFree: boolean;
  isMe: boolean;
};

/** Shows and changes a member's role; asks for confirmation before ownership or the reader's own role changes. */
export function RoleMenu({ organization, member, roles, seatFree, isMe }: RoleMenuProps) {
  const [asking, setAsking] = useState<Role | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const change = changeMemberRoleAction.bind(null, organization.handle);
  const { run, pending } = useAction(
    async (role: Role) => {
      const result = await change({ userId: member.userId, role });
      if (!result.ok) toast.error(result.error.title, { description: result.error.message });
      return result;
    },
    () => toast.success(`${member.name}’s role was changed`),
  );

  function choose(value: string) {
    const role = roleSchema.parse(value);
    if (role === member.role) return;
    if (isMe || role === "owner") setAsking(role);
    else void run(role);
  }

  const label = ROLE_WORDS[member.role].label;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button ref={trigger} size="sm" variant="ghost" pending={pending} className="-ml-2.5 text-ink">
            <span className="sr-only">Change the role of {member.name}: </span>
            {label}
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-72">
          <DropdownMenuLabel>Role of {member.name}</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={member.role} onValueChange={choose}>
            {roles.map((role) => {
              const seatless = !seatFree && usesSeat(role) && !usesSeat(member.role);
              return (
                <DropdownMenuRadioItem key={role} value={role} disabled={seatless}>
                  <span>
                    <span className="block">{ROLE_WORDS[role].label}</span>
                    <span className="block text-ink-3 text-xs">
                      {seatless ? "Uses a seat, and none is free" : ROLE_WORDS[role].about}
                    </span>
                  </span>
                </DropdownMenuRadioItem>
              );
            })}
          </DropdownMenuRadioGroup>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        returnFocus={trigger}
        open={asking !== null}
        onOpenChange={(open) => {
          if (!open) setAsking(null);
        }}
        title={isMe ? "Change your own role?" : `Make ${member.name} an owner?`}
        description={
          isMe
            ? `You lose rights in ${organization.name}, and only another ${rolesInWords(rolesWith("member:role"))} can change it back.`
            : `Owners can do everything in ${organization.name}: change plans, remove other owners, and delete it.`
        }
        confirmLabel={isMe ? "Change my role" : "Make owner"}
        danger={isMe}
        submit={() => change({ userId: member.userId, role: asking ?? member.role })}
        onDone={() => toast.success(isMe ? "Your role was changed" : `${member.name} is an owner now`)}
      />
    </>
  );
}
