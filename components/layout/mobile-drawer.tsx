"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { useLate } from "@/components/ui/use-late";

const loadWindow = () => import("@/components/layout/drawer-window").then(({ DrawerWindow }) => DrawerWindow);

/** The sidebar on a small screen. It belongs to the page it was opened on, so navigating closes it. */
export function MobileDrawer({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [openOn, setOpenOn] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = openOn === pathname;
  const Window = useLate(loadWindow, open);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpenOn(pathname)}
        className={cn(buttonStyle({ variant: "ghost", size: "icon" }), "-ml-2 lg:hidden")}
      >
        <Menu aria-hidden="true" />
      </button>
      {Window ? (
        <Window
          open={open}
          onOpenChange={(next) => setOpenOn(next ? pathname : null)}
          onClosed={() => button.current?.focus()}
        >
          {children}
        </Window>
      ) : null}
    </>
  );
}
