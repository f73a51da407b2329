import { Logo } from "@/components/layout/logo";
import type { MenuLink } from "@/components/layout/shell-types";
import { ThemeToggle } from "@/components/layout/theme-toggle";
import { Link } from "@/components/ui/link";

/** Only working links: the caller names them. */
export function PublicFooter({ links }: { links: readonly MenuLink[] }) {
  return (
    <footer className="mt-16 border-line border-t">
      <div className="mx-auto flex max-w-[1120px] flex-wrap items-center gap-x-6 gap-y-3 px-4 py-6 text-ink-3 text-sm sm:px-6">
        <span className="flex items-center gap-2">
          <Logo className="size-4" />
          Packhouse
        </span>
        <nav aria-label="Footer">
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {links.map((link) => (
              <li key={link.href}>
                <Link href={link.href} className="inline-block rounded-sm py-0.5 hover:text-ink">
                  {link.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeToggle className="ml-auto sm:hidden" />
      </div>
    </footer>
  );
}
