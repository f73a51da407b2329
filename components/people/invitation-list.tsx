import { InvitationActions } from "@/components/people/invitation-actions";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableMessageRow, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { ROLE_WORDS } from "@/lib/access/roles";
import { formatQuantity } from "@/lib/count";
import type { InvitationPage } from "@/lib/people/invites/queries";
import type { TeamMembers } from "@/lib/people/members/loaders";
import { mayGrantRole } from "@/lib/people/members/rules";
import { type SearchParams, tableHref } from "@/lib/table";

/** The list's own cursors, separate from those of the people table above. */
export const INVITATION_CURSORS = { after: "invitations-after", before: "invitations-before" } as const;

type InvitationListProps = {
  page: InvitationPage;
  handle: string;
  me: TeamMembers["me"];
  mayInvite: boolean;
  path: string;
  params: SearchParams;
};

export function InvitationList({ page, handle, me, mayInvite, path, params }: InvitationListProps) {
  const { previous, next } = page.cursors;
  const { after, before } = INVITATION_CURSORS;
  const columns = mayInvite ? 6 : 5;
  return (
    <div id="invitations" className="mt-8 scroll-mt-4">
      <div className="mb-2.5 flex items-baseline gap-3">
        <h2 className="font-semibold">Pending invitations</h2>
        <span className="ml-auto text-ink-3 text-sm">{formatQuantity(page.total, "invitation")}</span>
      </div>
      <Table label="Pending invitations">
        <TableHead>
          <tr>
            <TableHeader>Address</TableHeader>
            <TableHeader className="max-sm:hidden">Role</TableHeader>
            <TableHeader className="max-sm:hidden">Seat</TableHeader>
            <TableHeader className="max-md:hidden">Invited by</TableHeader>
            <TableHeader className="max-sm:hidden">Expires</TableHeader>
            {mayInvite ? <TableHeader className="text-right">Actions</TableHeader> : null}
          </tr>
        </TableHead>
        <TableBody>
          {page.rows.length === 0 ? (
            <TableMessageRow columns={columns}>
              <p className="px-3 py-4 text-ink-3">
                {page.total > 0 ? "This page is empty now." : "No pending invitations."}
              </p>
            </TableMessageRow>
          ) : null}
          {page.rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell>
                <span className="max-sm:block max-sm:max-w-[180px] max-sm:truncate max-sm:pt-1" title={row.email}>
                  {row.email}
                </span>
                <span className="block pb-1 text-ink-3 sm:hidden">
                  {ROLE_WORDS[row.role].label}
                  {row.reservesSeat ? ", seat reserved" : ""}
                </span>
              </TableCell>
              <TableCell className="max-sm:hidden">{ROLE_WORDS[row.role].label}</TableCell>
              <TableCell className="max-sm:hidden">
                {row.reservesSeat ? <Tag tone="warn">reserved</Tag> : <span className="text-ink-3">not needed</span>}
              </TableCell>
              <TableCell className="max-md:hidden">{row.invitedBy}</TableCell>
              <TableCell className="max-sm:hidden">
                <RelativeTime at={row.expiresAt} />
              </TableCell>
              {mayInvite ? (
                <TableCell className="text-right">
                  {mayGrantRole(me.role, row.role) ? (
                    <InvitationActions
                      handle={handle}
                      invitation={{ id: row.id, email: row.email, reservesSeat: row.reservesSeat }}
                    />
                  ) : null}
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Pagination
        label="pending invitations"
        previousHref={previous ? `${tableHref(path, params, { [before]: previous, [after]: null })}#invitations` : null}
        nextHref={next ? `${tableHref(path, params, { [after]: next, [before]: null })}#invitations` : null}
      />
    </div>
  );
}
