import type { Metadata } from "next";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { INVITATION_CURSORS, InvitationList } from "@/components/people/invitation-list";
import { InviteControl } from "@/components/people/invite-control";
import { memberColumns } from "@/components/people/member-columns";
import { SeatCard } from "@/components/people/seat-card";
import { ROLE_WORDS, ROLES } from "@/lib/access/roles";
import { organizationPaths } from "@/lib/paths";
import { loadInvitations, loadInviteGate } from "@/lib/people/invites/loaders";
import { loadMembers } from "@/lib/people/members/loaders";
import { MEMBER_SORTS } from "@/lib/people/members/rules";
import { loadSeats } from "@/lib/people/seats/loaders";
import { readTableState, type SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Team" };

const TABLE = { sortable: MEMBER_SORTS, defaultSort: "name", filters: ["role"] } as const;

type TeamPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function TeamPage({ params, searchParams }: TeamPageProps) {
  const [{ org }, query] = await Promise.all([params, searchParams]);
  const state = readTableState(query, TABLE);
  const cursor = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const [team, seats, invitations, gate] = await Promise.all([
    loadMembers(org, state),
    loadSeats(org),
    loadInvitations(org, { after: cursor(INVITATION_CURSORS.after), before: cursor(INVITATION_CURSORS.before) }),
    loadInviteGate(org),
  ]);
  const { organization, me, page } = team;
  const path = organizationPaths(organization.handle).team;
  return (
    <>
      <PageHeader
        title="Team"
        description="People, their roles, and the seats they use."
        actions={<InviteControl organization={organization} gate={gate} />}
      />
      <SeatCard seats={seats} />
      <DataTable
        id="team"
        label={`People of ${organization.name}`}
        noun={{ one: "person", many: "people" }}
        path={path}
        params={query}
        state={state}
        columns={memberColumns({ organization, me, seatFree: gate.seat.allowed })}
        rows={page.rows}
        rowId={(row) => row.userId}
        rowLabel={(row) => row.name}
        count={page.count}
        cursors={page.cursors}
        filters={[
          {
            id: "role",
            label: "Role",
            kind: "options",
            options: ROLES.map((value) => ({ value, label: ROLE_WORDS[value].label })),
          },
        ]}
        search="Find a person"
        empty={<EmptyState title="Nobody is here yet">Invite the first colleague.</EmptyState>}
      />
      <InvitationList
        page={invitations}
        handle={organization.handle}
        me={me}
        mayInvite={gate.mayInvite}
        path={path}
        params={query}
      />
    </>
  );
}
