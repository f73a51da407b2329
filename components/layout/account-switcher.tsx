"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import type { AccountChoice } from "@/components/layout/shell-types";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";

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

function Choices({ title, accounts, current }: { title: string; accounts: AccountChoice[]; current: string }) {
  if (accounts.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>{title}</DropdownMenuLabel>
      {accounts.map((account) => (
        <DropdownMenuItem key={account.handle} asChild>
          <Link href={account.href} aria-current={account.handle === current ? "true" : undefined}>
            <Row account={account} />
            {account.handle === current ? <Check aria-hidden="true" className="text-accent" /> : null}
          </Link>
        </DropdownMenuItem>
      ))}
    </>
  );
}

export function AccountSwitcher({ accounts, current, createHref = "/orgs/new" }: AccountSwitcherProps) {
  const now = accounts.find((account) => account.handle === current);
  const of = (kind: AccountChoice["kind"]) => accounts.filter((account) => account.kind === kind);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="mb-3 flex w-full items-center gap-2 rounded border border-line bg-surface px-2 py-1.5 hover:border-line-strong">
        <span className="sr-only">Switch account, now </span>
        {now ? <Row account={now} /> : <span className="flex-1 text-left font-semibold">Choose an account</span>}
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-[min(280px,calc(100vw-24px))]">
        <Choices title="Personal" accounts={of("personal")} current={current} />
        <Choices title="Organizations" accounts={of("organization")} current={current} />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href={createHref}>
            <Plus aria-hidden="true" />
            Create organization
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
