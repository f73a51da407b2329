import type { ReactNode } from "react";
import { AccountSwitcher } from "@/components/layout/account-switcher";
import { MobileDrawer } from "@/components/layout/mobile-drawer";
import { ShellCrumbs } from "@/components/layout/shell-crumbs";
import type { AccountChoice, MenuLink, NavGroup, Viewer } from "@/components/layout/shell-types";
import { SideNav } from "@/components/layout/side-nav";
import { SkipLink } from "@/components/layout/skip-link";
import { UserMenu } from "@/components/layout/user-menu";

type AppShellProps = {
  accounts: readonly AccountChoice[];
  /** The handle of the pages' account. */
  current: string;
  nav: readonly NavGroup[];
  viewer: Viewer;
  menuLinks: readonly MenuLink[];
  signOut: () => Promise<void>;
  /** The command menu, at the right of the crumbs. */
  search?: ReactNode;
  /** Replaces account / section. */
  crumbs?: ReactNode;
  /** Above every page: impersonation, maintenance. */
  notice?: ReactNode;
  children: ReactNode;
};

export function AppShell({
  accounts,
  current,
  nav,
  viewer,
  menuLinks,
  signOut,
  search,
  crumbs,
  notice,
  children,
}: AppShellProps) {
  const account = accounts.find((choice) => choice.handle === current);
  const sidebar = (
    <>
      <AccountSwitcher accounts={accounts} current={current} />
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        <SideNav label="Sections" groups={nav} />
      </div>
      <div className="mt-2 border-line border-t pt-2">
        <UserMenu form="row" viewer={viewer} links={menuLinks} signOut={signOut} />
      </div>
    </>
  );
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <SkipLink />
      <div className="sticky top-0 hidden h-dvh flex-col border-line border-r bg-bg p-3 lg:flex">{sidebar}</div>
      <div className="min-w-0">
        {notice}
        <div className="max-w-[1240px] px-4 pt-3 pb-12 sm:px-6 lg:px-8 lg:pt-5">
          <header className="mb-3.5 flex min-h-[26px] items-center gap-2">
            <MobileDrawer>{sidebar}</MobileDrawer>
            <div className="min-w-0 flex-1">
              {crumbs ?? (account ? <ShellCrumbs account={account} groups={nav} /> : null)}
            </div>
            {search}
          </header>
          <main id="main" tabIndex={-1} className="focus:outline-none">
            {children}
          </main>
        </div>
      </div>
    </div>
  );
}
