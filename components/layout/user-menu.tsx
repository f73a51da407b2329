"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import { useTransition } from "react";
import type { MenuLink, Viewer } from "@/components/layout/shell-types";
import { parseTheme } from "@/components/layout/theme";
import { useTheme } from "@/components/layout/use-theme";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import { useSingleKeys } from "@/components/ui/single-keys";

type UserMenuProps = {
  viewer: Viewer;
  links: readonly MenuLink[];
  /** A server action that ends the session and redirects. */
  signOut: () => Promise<void>;
  /** "row" shows the name and fills the sidebar; "avatar" is for headers. */
  form?: "row" | "avatar" | undefined;
};

export function UserMenu({ viewer, links, signOut, form = "avatar" }: UserMenuProps) {
  const { theme, choose } = useTheme();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [leaving, startLeaving] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-busy={leaving}
        className={cn(
          "flex items-center gap-2 hover:bg-sunken",
          form === "row" ? "w-full rounded-md px-2 py-1.5" : "size-8 justify-center rounded-full",
        )}
      >
        <Avatar name={viewer.name} size={form === "row" ? "sm" : "md"} />
        <span className={form === "row" ? "min-w-0 flex-1 truncate text-left" : "sr-only"}>
          <span className="sr-only">Menu of </span>
          {viewer.name}
        </span>
        {form === "row" ? <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" /> : null}
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60" align={form === "row" ? "start" : "end"}>
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{viewer.name}</p>
          <p className="truncate text-ink-3 text-sm">{viewer.email}</p>
        </div>
        <DropdownMenuSeparator />
        {links.map((link) => (
          <DropdownMenuItem key={link.href} asChild>
            <Link href={link.href}>{link.label}</Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => choose(parseTheme(value))}>
          <DropdownMenuRadioItem value="system">Same as the device</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuCheckboxItem checked={singleKeys} onCheckedChange={setSingleKeys}>
          Single-key shortcuts in tables
        </DropdownMenuCheckboxItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => startLeaving(signOut)}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
