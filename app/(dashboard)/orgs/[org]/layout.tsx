import type { ReactNode } from "react";
import { AccountShell } from "@/components/layout/account-shell";
import { requireAccount } from "@/lib/access/loaders";
import { signOutAction } from "@/lib/identity/sign-in/actions";
import { loadShell } from "@/lib/overview/loaders";

type OrganizationLayoutProps = { children: ReactNode; params: Promise<{ org: string }> };

export default async function OrganizationLayout({ children, params }: OrganizationLayoutProps) {
  const view = await loadShell(await requireAccount((await params).org));
  return (
    <AccountShell view={view} signOut={signOutAction}>
      {children}
    </AccountShell>
  );
}
