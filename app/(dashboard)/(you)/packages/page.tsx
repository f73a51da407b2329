import type { Metadata } from "next";
import { AccountPackages } from "@/components/packages/account-packages";
import { PACKAGE_TABLE } from "@/components/packages/package-columns";
import { personalContext } from "@/lib/access/loaders";
import { accountPackages, registryUrl } from "@/lib/packages/catalogue/loaders";
import { PACKAGES_ON_A_PAGE, packageListInput } from "@/lib/packages/catalogue/schema";
import { readTableState, type SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Your packages" };

export default async function MyPackagesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const ctx = await personalContext();
  const state = readTableState(params, PACKAGE_TABLE);
  return (
    <AccountPackages
      account={ctx.account}
      path="/packages"
      description={`What you publish as @${ctx.account.handle}.`}
      registryUrl={registryUrl()}
      params={params}
      {...(await accountPackages(ctx, packageListInput(state, PACKAGES_ON_A_PAGE)))}
    />
  );
}
