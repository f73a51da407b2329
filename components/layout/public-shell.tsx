import type { ComponentProps, ReactNode } from "react";
import { PublicFooter } from "@/components/layout/public-footer";
import { PublicHeader } from "@/components/layout/public-header";
import type { MenuLink } from "@/components/layout/shell-types";

type PublicShellProps = ComponentProps<typeof PublicHeader> & { footerLinks: readonly MenuLink[]; children: ReactNode };

/** Header, the main landmark and footer of the pages that need no sign-in. */
export function PublicShell({ footerLinks, children, ...header }: PublicShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader {...header} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[1120px] flex-1 px-4 pt-8 focus:outline-none sm:px-6"
      >
        {children}
      </main>
      <PublicFooter links={footerLinks} />
    </div>
  );
}
