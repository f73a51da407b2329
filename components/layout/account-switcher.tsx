"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import type { AccountChoice } from "@/components/layout/shell-types";
import { Avatar } from "@/components/ui/avatar";
import { Menu, type MenuEntry } from "@/components/ui/menu";

type AccountSwitcherProps = {
  accounts: readonly AccountChoice[];
  /** The handle of the page's account. */
  current: string;
  /** The page that creates an organization. */
  createHref?: string | undefined;
};

function Row({ account }: { account: AccountChoice }) {
  return (
    <>
      <Avatar name={account.name} shape="account" />
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate font-semibold">{account.name}</span>
        <span className="block truncate text-ink-3 text-xs leading-[14px]">{account.plan}</span>
      </span>
    </>
  );
}

function choices(title: string, accounts: readonly AccountChoice[], current: string): MenuEntry[] {
  if (accounts.length === 0) return [];
  const links = accounts.map((account): MenuEntry => {
    const isCurrent = account.handle === current;
    const content = (
      <>
        <Row account={account} />
        {isCurrent ? <Check aria-hidden="true" className="text-accent" /> : null}
      </>
    );
    return { kind: "link", href: account.href, content, current: isCurrent };
  });
  return [{ kind: "label", text: title }, ...links];
}

export function AccountSwitcher({ accounts, current, createHref = "/orgs/new" }: AccountSwitcherProps) {
  const now = accounts.find((account) => account.handle === current);
  const of = (kind: AccountChoice["kind"]) => accounts.filter((account) => account.kind === kind);
  const create = (
    <>
      <Plus aria-hidden="true" />
      Create organization
    </>
  );
  return (
    <Menu
      align="start"
      className="w-[min(280px,calc(100vw-24px))]"
      button={(props) => (
        <button
          {...props}
          type="button"
          className="mb-3 flex w-full items-center gap-2 rounded border border-line bg-surface px-2 py-1.5 hover:border-line-strong"
        >
          <span className="sr-only">Switch account, now </span>
          {now ? <Row account={now} /> : <span className="flex-1 text-left font-semibold">Choose an account</span>}
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        </button>
      )}
      entries={[
        ...choices("Personal", of("personal"), current),
        ...choices("Organizations", of("organization"), current),
        { kind: "line", id: "create" },
        { kind: "link", href: createHref, content: create },
      ]}
    />
  );
}
