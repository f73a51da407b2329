import type { SectionLayoutProps } from "@/app/(dashboard)/_sections/section";
import { AccountShell } from "@/components/layout/account-shell";
import { accountOfRoute } from "@/lib/access/loaders";
import { signOutAction } from "@/lib/identity/sign-in/actions";
import { loadShell } from "@/lib/overview/loaders";

export default async function AccountLayout({ children, params }: SectionLayoutProps) {
  const view = await loadShell(await accountOfRoute((await params).org));
  return (
    <AccountShell view={view} signOut={signOutAction}>
      {children}
    </AccountShell>
  );
}
