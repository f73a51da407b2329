import { type SectionProps, titled } from "@/app/(dashboard)/_sections/section";
import { wordsFor } from "@/components/layout/account-words";
import { AccountPackages } from "@/components/packages/account-packages";
import { PACKAGE_TABLE } from "@/components/packages/package-columns";
import { accountOfRoute } from "@/lib/access/loaders";
import { accountPackages, registryUrl } from "@/lib/packages/catalogue/loaders";
import { PACKAGES_ON_A_PAGE, packageListInput } from "@/lib/packages/catalogue/schema";
import { accountPaths } from "@/lib/paths";
import { readTableState } from "@/lib/table";

export const generateMetadata = titled(({ name }) => ({ you: "Your packages", organization: `Packages of ${name}` }));

export default async function PackagesPage({ params, searchParams }: SectionProps) {
  const [{ org }, query] = await Promise.all([params, searchParams]);
  const ctx = await accountOfRoute(org);
  const { name, handle } = ctx.account;
  const list = packageListInput(readTableState(query, PACKAGE_TABLE), PACKAGES_ON_A_PAGE);
  return (
    <AccountPackages
      account={ctx.account}
      path={accountPaths(ctx.account).packages}
      description={wordsFor(ctx.account, {
        you: `Packages you publish as @${handle}.`,
        organization: `Packages that ${name} publishes and shares as @${handle}.`,
      })}
      registryUrl={registryUrl()}
      params={query}
      {...(await accountPackages(ctx, list))}
    />
  );
}
