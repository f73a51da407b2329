import type { ReactNode } from "react";
import { StateBanner } from "@/components/billing/state-banner";
import { stateNotice } from "@/components/billing/state-notice";
import { AppShell } from "@/components/layout/app-shell";
import { CommandMenu } from "@/components/layout/command-menu";
import { accountLine, commandGroups, organizationNav, personalNav, USER_LINKS } from "@/components/layout/navigation";
import type { AccountChoice } from "@/components/layout/shell-types";
import { TextLink } from "@/components/ui/text-link";
import { ROLE_WORDS } from "@/lib/access/roles";
import { now } from "@/lib/clock";
import type { ShellView, SwitcherAccount } from "@/lib/overview/loaders";
import { accountPaths } from "@/lib/paths";

type AccountShellProps = { view: ShellView; signOut: () => Promise<void>; children: ReactNode };

function choiceOf(account: SwitcherAccount): AccountChoice {
  const { handle, name, kind, plan, state, role } = account;
  const said = kind === "personal" ? null : ROLE_WORDS[role].label;
  return { handle, name, kind, plan: accountLine({ plan, state, role: said }), href: accountPaths(account).overview };
}

/** The shell around one account's pages: its navigation, its banner, and the way to other accounts. */
export function AccountShell({ view, signOut, children }: AccountShellProps) {
  const { person, snapshot, counts, locks, demo } = view;
  const { account } = snapshot;
  const organization = account.kind === "organization";
  const nav = organization
    ? organizationNav(account.handle, {
        packages: counts.packages ?? undefined,
        members: counts.members,
        registryLock: locks.registry ?? undefined,
        governanceLock: locks.governance ?? undefined,
      })
    : personalNav({ packages: counts.packages ?? undefined });
  const accounts = view.accounts.map(choiceOf);
  const { manages, paidFrom } = view.billing;
  const notice = stateNotice(snapshot, now(), { paths: accountPaths(account), manages, paidFrom });
  return (
    <AppShell
      accounts={accounts}
      current={account.handle}
      nav={nav}
      viewer={person}
      menuLinks={USER_LINKS}
      signOut={signOut}
      search={<CommandMenu groups={commandGroups(nav, accounts)} />}
      notice={
        <>
          {demo ? (
            <aside
              aria-label="Demo"
              className="border-line border-b bg-sunken px-4 py-1 text-ink-2 text-xs sm:px-6 lg:px-8"
            >
              This is a demo: anybody can sign in as anybody. Mail is not sent, it lands in{" "}
              <TextLink href="/dev/mail">the mailbox</TextLink>.
            </aside>
          ) : null}
          {notice ? (
            <section aria-label="State of the account" className="max-w-[1240px] px-4 pt-3 sm:px-6 lg:px-8">
              <StateBanner notice={notice} />
            </section>
          ) : null}
        </>
      }
    >
      {children}
    </AppShell>
  );
}
