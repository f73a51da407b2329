"use client";

import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { ROLE_WORDS, usesSeat } from "@/lib/access/roles";
import { changeMemberRoleAction } from "@/lib/people/members/actions";
import type { MemberRow } from "@/lib/people/members/types";

type Role = MemberRow["role"];

type RoleMenuProps = {
  organization: { handle: string; name: string };
  member: Pick<MemberRow, "userId" | "name" | "role">;
  /** Roles that the reader may grant. */
  roles: readonly Role[];
  seatFree: boolean;
  isMe: boolean;
  /** The roles that change roles, in words. */
  whoMayChange: string;
};

/** Shows and changes a member's role; asks for confirmation before ownership or the reader's own role changes. */
export function RoleMenu({ organization, member, roles, seatFree, isMe, whoMayChange }: RoleMenuProps) {
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
    const role = roles.find((one) => one === value);
    if (!role || role === member.role) return;
    if (isMe || role === "owner") setAsking(role);
    else void run(role);
  }

  function optionOf(role: Role) {
    const disabled = !seatFree && usesSeat(role) && !usesSeat(member.role);
    const content = (
      <span>
        <span className="block">{ROLE_WORDS[role].label}</span>
        <span className="block text-ink-3 text-xs">
          {disabled ? "Uses a seat, and none is free" : ROLE_WORDS[role].about}
        </span>
      </span>
    );
    return { value: role, content, disabled };
  }

  const label = ROLE_WORDS[member.role].label;
  return (
    <>
      <Menu
        buttonRef={trigger}
        align="start"
        className="w-72"
        button={(props) => (
          <Button {...props} size="sm" variant="ghost" pending={pending} className="-ml-2.5 text-ink">
            <span className="sr-only">Change the role of {member.name}: </span>
            {label}
            <ChevronDown aria-hidden="true" />
          </Button>
        )}
        entries={[
          { kind: "label", text: `Role of ${member.name}` },
          {
            kind: "choice",
            id: "role",
            value: member.role,
            onChange: choose,
            options: roles.map(optionOf),
          },
        ]}
      />
      <ConfirmDialog
        returnFocus={trigger}
        open={asking !== null}
        onOpenChange={(open) => {
          if (!open) setAsking(null);
        }}
        title={isMe ? "Change your own role?" : `Make ${member.name} an owner?`}
        description={
          isMe
            ? `You lose rights in ${organization.name}, and only another ${whoMayChange} can change it back.`
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
