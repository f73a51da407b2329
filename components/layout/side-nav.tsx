"use client";

import {
  Building2,
  CreditCard,
  Gauge,
  KeyRound,
  LayoutDashboard,
  Lock,
  type LucideIcon,
  Package,
  ScrollText,
  Server,
  Settings,
  ShieldCheck,
  UserRound,
  Users,
} from "lucide-react";
import { usePathname } from "next/navigation";
import type { NavGroup, NavIcon, NavItem } from "@/components/layout/shell-types";
import { activeHref } from "@/components/ui/active-href";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { formatCount } from "@/lib/count";

const ICON: Record<NavIcon, LucideIcon> = {
  overview: LayoutDashboard,
  packages: Package,
  registry: Server,
  governance: ShieldCheck,
  team: Users,
  usage: Gauge,
  billing: CreditCard,
  settings: Settings,
  keys: KeyRound,
  audit: ScrollText,
  account: UserRound,
  admin: Building2,
};

function NavLink({ item, active }: { item: NavItem; active: boolean }) {
  // A lock replaces a locked section's icon: the name needs the room beside it.
  const Icon = item.lock ? Lock : item.icon ? ICON[item.icon] : null;
  return (
    <Link
      href={item.href}
      aria-current={active ? "page" : undefined}
      className="focus-inset flex min-h-[30px] items-center gap-2 rounded-md px-2 py-1 text-ink-2 hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:min-h-10"
    >
      {Icon ? <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-3" /> : null}
      <span className="truncate">{item.label}</span>
      {item.lock ? (
        <span className="ml-auto text-2xs text-ink-3">
          <span className="sr-only">needs </span>
          {item.lock}
        </span>
      ) : null}
      {item.count !== undefined && !item.lock ? (
        <span
          className={cn(
            "ml-auto text-ink-3 text-xs",
            item.hot && "rounded-full bg-accent-soft px-[7px] font-medium text-accent leading-5",
          )}
        >
          {formatCount(item.count)}
          {item.hot ? <span className="sr-only"> waiting</span> : null}
        </span>
      ) : null}
    </Link>
  );
}

export function SideNav({ label, groups }: { label: string; groups: readonly NavGroup[] }) {
  const active = activeHref(
    usePathname(),
    groups.flatMap((group) => group.items),
  );
  return (
    <nav aria-label={label} className="flex flex-col">
      {groups.map((group, index) => (
        <div key={group.title ?? `group-${index.toString()}`}>
          {group.title ? <h2 className="px-2 pt-3.5 pb-1 font-medium text-2xs text-ink-3">{group.title}</h2> : null}
          <ul className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} active={item.href === active} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
