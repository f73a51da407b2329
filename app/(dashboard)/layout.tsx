import type { ReactNode } from "react";
import { AccountShell } from "@/components/layout/account-shell";
import { PersonalFrame } from "@/components/layout/personal-frame";
import { signOutAction } from "@/lib/auth/actions";
import { personalContext } from "@/lib/auth/loaders";
import { loadShell } from "@/lib/overview/loaders";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const view = await loadShell(await personalContext());
  return (
    <PersonalFrame
      shell={
        <AccountShell view={view} signOut={signOutAction}>
          {children}
        </AccountShell>
      }
    >
      {children}
    </PersonalFrame>
  );
}
