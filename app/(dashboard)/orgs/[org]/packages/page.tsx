import type { Metadata } from "next";
import { AccountPackages } from "@/components/packages/account-packages";
import { PACKAGE_TABLE } from "@/components/packages/package-columns";
import { requireAccount } from "@/lib/access/loaders";
import { accountPackages, registryUrl } from "@/lib/packages/catalogue/loaders";
import { PACKAGES_ON_A_PAGE, packageListInput } from "@/lib/packages/catalogue/schema";
import { accountPaths } from "@/lib/paths";
import { readTableState, type SearchParams } from "@/lib/table";

type OrganizationPackagesProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Pick<OrganizationPackagesProps, "params">): Promise<Metadata> {
  return { title: `Packages of ${(await requireAccount((await params).org)).account.name}` };
}

export default async function OrganizationPackagesPage({ params, searchParams }: OrganizationPackagesProps) {
  const [{ org }, query] = await Promise.all([params, searchParams]);
  const ctx = await requireAccount(org);
  const state = readTableState(query, PACKAGE_TABLE);
  const { name, handle } = ctx.account;
  return (
    <AccountPackages
      account={ctx.account}
      path={accountPaths(ctx.account).packages}
      description={`What ${name} publishes and shares as @${handle}.`}
      registryUrl={registryUrl()}
      params={query}
      {...(await accountPackages(ctx, packageListInput(state, PACKAGES_ON_A_PAGE)))}
    />
  );
}
