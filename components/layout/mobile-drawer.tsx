"use client";

import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";

/** The sidebar on a small screen. It belongs to the page it was opened on, so navigating closes it. */
export function MobileDrawer({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [openOn, setOpenOn] = useState<string | null>(null);
  return (
    <Dialog.Root open={openOn === pathname} onOpenChange={(open) => setOpenOn(open ? pathname : null)}>
      <Dialog.Trigger
        aria-label="Open navigation"
        className={cn(buttonStyle({ variant: "ghost", size: "icon" }), "-ml-2 lg:hidden")}
      >
        <Menu aria-hidden="true" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim lg:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(304px,86vw)] animate-appear flex-col bg-bg p-3 shadow-overlay focus:outline-none lg:hidden"
        >
          <div className="mb-2 flex items-center">
            <Dialog.Title className="px-1 font-medium text-ink-3 text-sm">Navigation</Dialog.Title>
            <Dialog.Close
              aria-label="Close navigation"
              className={cn(buttonStyle({ variant: "ghost", size: "icon" }), "ml-auto")}
            >
              <X aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
