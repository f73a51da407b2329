import type { ReactNode } from "react";
import { AccountShell } from "@/components/layout/account-shell";
import { personalContext } from "@/lib/access/loaders";
import { signOutAction } from "@/lib/identity/sign-in/actions";
import { loadShell } from "@/lib/overview/loaders";

export default async function PersonalLayout({ children }: { children: ReactNode }) {
  const view = await loadShell(await personalContext());
  return (
    <AccountShell view={view} signOut={signOutAction}>
      {children}
    </AccountShell>
  );
}
