import type { ReactNode } from "react";
import { AccountShell } from "@/components/layout/account-shell";
import { signOutAction } from "@/lib/auth/actions";
import { requireAccount } from "@/lib/auth/loaders";
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
