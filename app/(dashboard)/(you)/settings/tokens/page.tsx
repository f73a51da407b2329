import type { Metadata } from "next";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/empty-state";
import { CreateToken } from "@/components/identity/create-token";
import { tokenColumns } from "@/components/identity/token-columns";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { CommandLine } from "@/components/ui/command-line";
import { UsageBar } from "@/components/ui/usage-bar";
import { createApiKeyAction, revokeApiKeyAction } from "@/lib/identity/api-keys/actions";
import { tokensPage } from "@/lib/identity/api-keys/loaders";
import { keyShow } from "@/lib/identity/api-keys/rules";
import { readTableState, type SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Tokens" };

const PATH = "/settings/tokens";
const TABLE = { sortable: [], defaultSort: null, filters: ["state"] };
const STATES = [
  { value: "active", label: "Active" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
];

export default async function TokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const state = readTableState(params, TABLE);
  const { handle, registryUrl, listing, room } = await tokensPage(keyShow(state.filters.state), state);
  return (
    <>
      <PageHeader
        title="Tokens"
        description="Let npm, pnpm, yarn and scripts act for you. A token never has more rights than you."
        actions={<CreateToken room={room} create={createApiKeyAction.bind(null, handle)} />}
      />
      <Card className="mb-4 max-w-[420px] px-3.5 py-3">
        <UsageBar
          label="Tokens in your plan"
          used={room.used}
          limit={room.limit}
          note="An expired token counts until it is revoked"
        />
      </Card>
      <DataTable
        id="tokens"
        label="Tokens"
        noun={{ one: "token", many: "tokens" }}
        path={PATH}
        params={params}
        state={state}
        columns={tokenColumns(revokeApiKeyAction.bind(null, handle))}
        rows={listing.rows}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        count={{ matching: listing.total, all: state.filters.state ? listing.all : listing.total }}
        cursors={listing.cursors}
        filters={[{ id: "state", label: "State", kind: "options", options: STATES }]}
        empty={
          <EmptyState
            title="No tokens yet"
            action={
              <CommandLine command={`npm login --auth-type=web --registry=${registryUrl}/`} what="login command" />
            }
          >
            Create one for a machine, or log in from your terminal to create one.
          </EmptyState>
        }
      />
    </>
  );
}
