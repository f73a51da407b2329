import type { ReactNode } from "react";
import { Logo } from "@/components/layout/logo";
import { SkipLink } from "@/components/layout/skip-link";
import { Link } from "@/components/ui/link";

type MessagePageProps = { title: string; children: ReactNode; actions?: ReactNode };

/** A page with only a message: not found, signed out, link expired. */
export function MessagePage({ title, children, actions }: MessagePageProps) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-[520px] flex-col px-4 py-10">
      <SkipLink />
      <header>
        <Link href="/" className="inline-flex items-center gap-2 rounded-sm font-semibold">
          <Logo />
          Packhouse
        </Link>
      </header>
      <main id="main" tabIndex={-1} className="mt-[12vh] focus:outline-none">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
        <div className="mt-2 text-ink-2">{children}</div>
        {actions ? <div className="mt-5 flex flex-wrap gap-2">{actions}</div> : null}
      </main>
    </div>
  );
}
