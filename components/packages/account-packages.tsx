import { DeniedPanel } from "@/components/feedback/denied-panel";
import { EmptyState } from "@/components/feedback/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { PACKAGE_TABLE } from "@/components/packages/package-columns";
import { PackageTable } from "@/components/packages/package-table";
import { PublishControl } from "@/components/packages/publish-control";
import { CommandLine } from "@/components/ui/command-line";
import type { Role } from "@/generated/prisma/enums";
import type { Decision } from "@/lib/entitlements/types";
import type { PackageTablePage } from "@/lib/packages/catalogue/types";
import { readTableState, type SearchParams } from "@/lib/table";

type AccountPackagesProps = {
  account: { handle: string; name: string };
  path: string;
  description: string;
  role: Role;
  publish: Decision | null;
  registryUrl: string;
  params: SearchParams;
  packages: PackageTablePage | { closed: { role: Role; roles: readonly Role[] } };
};

/** The packages of a person or an organization: one page, two shells. */
export function AccountPackages(props: AccountPackagesProps) {
  const { account, path, description, role, publish, registryUrl, params, packages } = props;
  const state = readTableState(params, PACKAGE_TABLE);
  return (
    <>
      <PageHeader
        title="Packages"
        description={description}
        actions={<PublishControl href={`${path}/publish`} yourRole={role} action={publish} />}
      />
      {"closed" in packages ? (
        <DeniedPanel
          title="You cannot see packages here"
          yourRole={packages.closed.role}
          allowedRoles={packages.closed.roles}
        />
      ) : (
        <PackageTable
          label={`Packages of ${account.name}`}
          path={path}
          params={params}
          state={state}
          page={packages}
          empty={
            <EmptyState
              title="No packages yet"
              action={
                <CommandLine
                  command={`npm publish --registry=${registryUrl}/`}
                  what={`command to publish as @${account.handle}`}
                />
              }
            >
              Name a package <code>@{account.handle}/…</code> in its package.json and publish it from its folder, or
              upload a tarball here.
            </EmptyState>
          }
        />
      )}
    </>
  );
}
