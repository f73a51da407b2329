"use client";

import { usePathname } from "next/navigation";
import { activeHref } from "@/components/ui/active-href";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { formatCount } from "@/lib/count";

export type NavTab = { href: string; label: string; count?: number | undefined; exact?: boolean | undefined };

/** Tabs that are pages: each is a link, and the current one is marked. */
export function NavTabs({ label, tabs, className }: { label: string; tabs: readonly NavTab[]; className?: string }) {
  const active = activeHref(usePathname(), tabs);
  return (
    <nav aria-label={label} className={cn("mb-4 overflow-x-auto border-line border-b", className)}>
      <ul className="flex gap-[18px]">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.href === active ? "page" : undefined}
              className="focus-inset flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 py-2 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {tab.label}
              {tab.count === undefined ? null : <span className="text-ink-3">{formatCount(tab.count)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
