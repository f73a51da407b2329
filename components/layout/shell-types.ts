/** The shell's data. Pages and layouts build it from loaders; nothing here knows a session or a database. */

export type AccountChoice = {
  handle: string;
  name: string;
  kind: "personal" | "organization";
  /** Plan and size as one line: "Team · 5 seats". */
  plan: string;
  href: string;
};

export const NAV_ICONS = [
  "overview",
  "packages",
  "registry",
  "governance",
  "team",
  "usage",
  "billing",
  "settings",
  "keys",
  "audit",
  "account",
  "admin",
] as const;
export type NavIcon = (typeof NAV_ICONS)[number];

export type NavItem = {
  href: string;
  label: string;
  icon?: NavIcon | undefined;
  count?: number | undefined;
  /** The count needs attention: waiting approvals, a failed payment. */
  hot?: boolean | undefined;
  /** The plan that opens it: the item stays, and its page shows the section's use. */
  lock?: string | undefined;
  /** Active on its own page only, not below it. */
  exact?: boolean | undefined;
};

export type NavGroup = { title?: string | undefined; items: readonly NavItem[] };

export type Viewer = { name: string; email: string; handle: string };

export type MenuLink = { href: string; label: string };
