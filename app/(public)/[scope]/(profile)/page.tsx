import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/feedback/empty-state";
import { PACKAGE_TABLE } from "@/components/packages/package-columns";
import { PackageTable } from "@/components/packages/package-table";
import { Avatar } from "@/components/ui/avatar";
import { openProfile, profilePage } from "@/lib/packages/catalogue/loaders";
import { PACKAGES_ON_A_PAGE, packageListInput } from "@/lib/packages/catalogue/schema";
import { profileHref, readProfileHandle } from "@/lib/paths";
import { readTableState, type SearchParams } from "@/lib/table";

type ProfileProps = { params: Promise<{ scope: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Pick<ProfileProps, "params">): Promise<Metadata> {
  const handle = readProfileHandle((await params).scope);
  if (handle === null) return { title: "Not found" };
  const { name } = await openProfile(handle);
  return { title: `${name} (@${handle})` };
}

export default async function ProfilePage({ params, searchParams }: ProfileProps) {
  const [{ scope }, query] = await Promise.all([params, searchParams]);
  const handle = readProfileHandle(scope);
  if (handle === null) notFound();
  const state = readTableState(query, PACKAGE_TABLE);
  const { account, packages } = await profilePage(handle, packageListInput(state, PACKAGES_ON_A_PAGE));
  return (
    <div className="pb-12">
      <header className="mb-5 flex items-start gap-3.5">
        <Avatar name={account.name} shape={account.kind === "personal" ? "person" : "account"} size="lg" />
        <div className="min-w-0">
          <h1 className="font-semibold text-xl tracking-[-0.01em]">{account.name}</h1>
          <p className="font-mono text-ink-2">@{account.handle}</p>
          {account.bio ? <p className="mt-1 max-w-[72ch] text-ink-2">{account.bio}</p> : null}
        </div>
      </header>
      <PackageTable
        label={`Packages of ${account.name}`}
        path={profileHref(account.handle)}
        params={query}
        state={state}
        page={packages}
        empty={<EmptyState title="No packages">You cannot see any packages of @{account.handle}.</EmptyState>}
      />
    </div>
  );
}
