"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import { useTransition } from "react";
import type { MenuLink, Viewer } from "@/components/layout/shell-types";
import { parseTheme } from "@/components/layout/theme";
import { useTheme } from "@/components/layout/use-theme";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Menu } from "@/components/ui/menu";
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
    <Menu
      align={form === "row" ? "start" : "end"}
      className="w-60"
      button={(props) => (
        <button
          {...props}
          type="button"
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
        </button>
      )}
      entries={[
        {
          kind: "head",
          content: (
            <div className="px-2 py-1.5">
              <p className="truncate font-medium">{viewer.name}</p>
              <p className="truncate text-ink-3 text-sm">{viewer.email}</p>
            </div>
          ),
        },
        { kind: "line", id: "links" },
        ...links.map(({ href, label }) => ({ kind: "link" as const, href, content: label })),
        { kind: "line", id: "theme" },
        { kind: "label", text: "Theme" },
        {
          kind: "choice",
          id: "theme",
          value: theme,
          onChange: (value) => choose(parseTheme(value)),
          options: [
            { value: "system", content: "Same as the device" },
            { value: "light", content: "Light" },
            { value: "dark", content: "Dark" },
          ],
        },
        { kind: "line", id: "keys" },
        {
          kind: "check",
          id: "keys",
          content: "Single-key shortcuts in tables",
          checked: singleKeys,
          onChange: setSingleKeys,
        },
        { kind: "line", id: "leave" },
        {
          kind: "act",
          id: "leave",
          onSelect: () => startLeaving(signOut),
          content: (
            <>
              <LogOut aria-hidden="true" />
              Sign out
            </>
          ),
        },
      ]}
    />
  );
}
