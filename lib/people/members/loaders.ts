import "server-only";
import type { Role } from "@/generated/prisma/enums";
import { requireAccount } from "@/lib/access/loaders";
import { orFromStart } from "@/lib/keyset";
import { listMembers, type MemberPage } from "@/lib/people/members/queries";
import { isMemberSort } from "@/lib/people/members/rules";
import { roleSchema } from "@/lib/people/members/schema";
import type { TableState } from "@/lib/table";

const PAGE_SIZE = 50;

export type TeamMembers = {
  page: MemberPage;
  organization: { handle: string; name: string };
  me: { userId: string | null; role: Role | null; mayChangeRoles: boolean; mayRemove: boolean };
};

/** Loads an organization's members for the table's address. */
export async function loadMembers(handle: string, state: TableState): Promise<TeamMembers> {
  const ctx = await requireAccount(handle);
  const sort = state.sort && isMemberSort(state.sort.id) ? state.sort.id : "name";
  const role = roleSchema.safeParse(state.filters.role);
  const { query, after, before } = state;
  const input = {
    query,
    role: role.success ? role.data : null,
    sort: { by: sort, descending: state.sort?.descending ?? false },
    after,
    before,
    limit: PAGE_SIZE,
  };
  const page = await orFromStart(input, (asked) => listMembers(ctx, asked));

  return {
    page,
    organization: { handle: ctx.account.handle, name: ctx.account.name },
    me: {
      userId: "userId" in ctx.actor ? ctx.actor.userId : null,
      role: ctx.role,
      mayChangeRoles: ctx.permissions.has("member:role"),
      mayRemove: ctx.permissions.has("member:remove"),
    },
  };
}
