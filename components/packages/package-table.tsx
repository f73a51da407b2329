import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { PACKAGE_COLUMNS } from "@/components/packages/package-columns";
import { PACKAGE_FILTERS } from "@/components/packages/package-filters";
import type { PackageTablePage } from "@/lib/packages/catalogue/types";
import { packageHref } from "@/lib/paths";
import type { SearchParams, TableState } from "@/lib/table";

type PackageTableProps = {
  label: string;
  path: string;
  params: SearchParams;
  state: TableState;
  page: PackageTablePage;
  empty: ReactNode;
};

export function PackageTable({ label, path, params, state, page, empty }: PackageTableProps) {
  return (
    <DataTable
      id="packages"
      label={label}
      noun={{ one: "package", many: "packages" }}
      path={path}
      params={params}
      state={state}
      columns={PACKAGE_COLUMNS}
      rows={page.rows}
      rowId={(row) => row.id}
      rowHref={(row) => packageHref(row.name)}
      rowLabel={(row) => row.name}
      count={page.count}
      cursors={page.cursors}
      filters={PACKAGE_FILTERS}
      search="Find a package"
      empty={empty}
    />
  );
}
