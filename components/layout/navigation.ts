import type { CommandGroup } from "@/components/layout/command-menu";
import type { AccountChoice, MenuLink, NavGroup, NavItem } from "@/components/layout/shell-types";
import { formatCount } from "@/lib/count";
import type { CommercialState } from "@/lib/entitlements/types";
import { organizationPaths } from "@/lib/paths";

/** Facts for the navigation beside its names; absent numbers are not shown. */
export type NavFacts = {
  packages?: number | undefined;
  members?: number | undefined;
  /** The name of the plan that opens the section. */
  registryLock?: string | undefined;
  governanceLock?: string | undefined;
};

const YOU: readonly NavItem[] = [
  { href: "/packages", label: "My packages", icon: "packages" },
  { href: "/settings/tokens", label: "Tokens", icon: "keys" },
  { href: "/settings", label: "Your settings", icon: "account" },
];

export function personalNav({ packages }: NavFacts): NavGroup[] {
  return [
    {
      items: [
        { href: "/overview", label: "Overview", icon: "overview" },
        { href: "/packages", label: "Packages", icon: "packages", count: packages },
        { href: "/usage", label: "Usage", icon: "usage" },
        { href: "/billing", label: "Billing", icon: "billing" },
        { href: "/settings/tokens", label: "Tokens", icon: "keys" },
        { href: "/settings", label: "Settings", icon: "settings" },
      ],
    },
  ];
}

export function organizationNav(handle: string, facts: NavFacts): NavGroup[] {
  const paths = organizationPaths(handle);
  return [
    {
      items: [
        { href: paths.overview, label: "Overview", icon: "overview" },
        { href: paths.packages, label: "Packages", icon: "packages", count: facts.packages },
        { href: paths.registry, label: "Private registry", icon: "registry", lock: facts.registryLock },
        { href: paths.governance, label: "Governance", icon: "governance", lock: facts.governanceLock },
        { href: paths.team, label: "Team", icon: "team", count: facts.members },
        { href: paths.usage, label: "Usage", icon: "usage" },
        { href: paths.billing, label: "Billing", icon: "billing" },
        { href: paths.settings, label: "Settings", icon: "settings" },
      ],
    },
    { title: "You", items: YOU },
  ];
}

/** The links under the avatar, on every page. */
export const USER_LINKS: readonly MenuLink[] = [
  { href: "/overview", label: "Your overview" },
  { href: "/packages", label: "Your packages" },
  { href: "/settings", label: "Settings" },
  { href: "/settings/tokens", label: "Tokens" },
];

const STATE_NOTE: Partial<Record<CommercialState, string>> = { trial: " trial", ended: ", ended" };

/** "Team trial · Owner": an account's line in the switcher. */
export function accountLine(account: { plan: string; state: CommercialState; role: string | null }): string {
  const { plan, state, role } = account;
  return [`${plan}${STATE_NOTE[state] ?? ""}`, role].filter((part) => part !== null).join(" · ");
}

/** The targets of the command menu: this account's sections, the accounts, and the person's own pages. */
export function commandGroups(nav: readonly NavGroup[], accounts: readonly AccountChoice[]): CommandGroup[] {
  const sections = nav[0]?.items ?? [];
  const known = new Set(sections.map(({ href }) => href));
  const mine = [
    ...USER_LINKS.filter(({ href }) => !known.has(href)),
    { href: "/settings/sessions", label: "Sessions" },
  ];
  return [
    {
      heading: "Sections",
      items: sections.map(({ href, label, lock, count }) => ({
        href,
        label,
        hint: lock ? `needs ${lock}` : count === undefined ? undefined : formatCount(count),
      })),
    },
    { heading: "Accounts", items: accounts.map(({ href, name, plan }) => ({ href, label: name, hint: plan })) },
    { heading: "You", items: mine },
    {
      heading: "Elsewhere",
      items: [
        { href: "/orgs/new", label: "Create organization" },
        { href: "/search", label: "All packages" },
        { href: "/pricing", label: "Plans and prices" },
      ],
    },
  ];
}
