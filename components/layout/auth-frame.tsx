import type { ReactNode } from "react";
import { Logo } from "@/components/layout/logo";
import { SkipLink } from "@/components/layout/skip-link";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

type AuthFrameProps = { title: string; description?: ReactNode; wide?: boolean; children: ReactNode };

/** The page around sign-in and invitations: one column, without other links. */
export function AuthFrame({ title, description, wide = false, children }: AuthFrameProps) {
  return (
    <div className={cn("mx-auto flex min-h-dvh w-full flex-col px-4 py-8", wide ? "max-w-[860px]" : "max-w-[420px]")}>
      <SkipLink />
      <header>
        <Link href="/" className="inline-flex items-center gap-2 rounded-sm font-semibold">
          <Logo />
          Packhouse
        </Link>
      </header>
      <main id="main" tabIndex={-1} className="mt-[8vh] focus:outline-none">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
        {description ? <p className="mt-1 text-ink-2">{description}</p> : null}
        <div className="mt-5">{children}</div>
      </main>
    </div>
  );
}
