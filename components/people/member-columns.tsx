import type { Column } from "@/components/data-table/table-types";
import { RemoveMember } from "@/components/people/remove-member";
import { RoleMenu } from "@/components/people/role-menu";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { rolesWith } from "@/lib/access/permissions";
import { ROLE_WORDS, rolesInWords } from "@/lib/access/roles";
import type { TeamMembers } from "@/lib/people/members/loaders";
import { grantableRoles, mayGrantRole } from "@/lib/people/members/rules";
import type { MemberRow } from "@/lib/people/members/types";

type ColumnContext = Pick<TeamMembers, "organization" | "me"> & { seatFree: boolean };

/** The columns of the people table; what the reader may not change is plain text. */
export function memberColumns({ organization, me, seatFree }: ColumnContext): Column<MemberRow>[] {
  const roles = grantableRoles(me.role);
  return [
    {
      id: "name",
      header: "Person",
      sortable: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <Avatar name={row.name} className="max-sm:hidden" />
          <span className="max-sm:flex max-sm:max-w-[150px] max-sm:flex-col max-sm:py-1.5 max-sm:leading-[18px]">
            <span>
              {row.name} {row.userId === me.userId ? <Tag>You</Tag> : null}
            </span>{" "}
            <span className="truncate text-ink-3" title={row.email}>
              {row.email}
            </span>
          </span>
        </span>
      ),
    },
    {
      id: "role",
      header: "Role",
      sortable: true,
      hideable: false,
      cell: (row) =>
        me.mayChangeRoles && mayGrantRole(me.role, row.role) ? (
          <RoleMenu
            organization={organization}
            member={{ userId: row.userId, name: row.name, role: row.role }}
            roles={roles}
            seatFree={seatFree}
            isMe={row.userId === me.userId}
            whoMayChange={rolesInWords(rolesWith("member:role"))}
          />
        ) : (
          ROLE_WORDS[row.role].label
        ),
    },
    {
      id: "seat",
      header: "Seat",
      hideBelow: "sm",
      cell: (row) => (row.usesSeat ? <Tag tone="accent">used</Tag> : <span className="text-ink-3">not needed</span>),
    },
    {
      id: "active",
      header: "Last active",
      sortable: "descending",
      hideBelow: "md",
      cell: (row) =>
        row.lastActiveAt ? <RelativeTime at={row.lastActiveAt} /> : <span className="text-ink-3">never</span>,
    },
    {
      id: "joined",
      header: "Joined",
      sortable: "descending",
      hideBelow: "lg",
      cell: (row) => <RelativeTime at={row.joinedAt} />,
    },
    {
      id: "actions",
      header: "Actions",
      hideable: false,
      className: "text-right",
      cell: (row) =>
        me.mayRemove && row.userId !== me.userId && mayGrantRole(me.role, row.role) ? (
          <RemoveMember
            organization={organization}
            member={{ userId: row.userId, name: row.name, usesSeat: row.usesSeat }}
          />
        ) : null,
    },
  ];
}
