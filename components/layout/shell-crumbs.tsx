"use client";

import { usePathname } from "next/navigation";
import type { NavGroup } from "@/components/layout/shell-types";
import { activeHref } from "@/components/ui/active-href";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";

type ShellCrumbsProps = { account: { name: string; href: string }; groups: readonly NavGroup[] };

/** Account and section, from the address; a page below a section adds its own name in its header. */
export function ShellCrumbs({ account, groups }: ShellCrumbsProps) {
  const pathname = usePathname();
  const items = groups.flatMap((group) => group.items);
  const active = activeHref(pathname, items);
  const section = items.find((item) => item.href === active);
  const crumbs: Crumb[] = [
    { label: account.name, href: account.href },
    ...(section ? [{ label: section.label, ...(pathname === section.href ? {} : { href: section.href }) }] : []),
  ];
  return <Breadcrumb crumbs={crumbs} />;
}
