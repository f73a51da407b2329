import Form from "next/form";
import { Logo } from "@/components/layout/logo";
import type { MenuLink, Viewer } from "@/components/layout/shell-types";
import { SkipLink } from "@/components/layout/skip-link";
import { ThemeToggle } from "@/components/layout/theme-toggle";
import { UserMenu } from "@/components/layout/user-menu";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";

type PublicHeaderProps = {
  /** The signed-in person; null shows the link to sign in. */
  viewer: Viewer | null;
  menuLinks: readonly MenuLink[];
  signOut: () => Promise<void>;
  links?: readonly MenuLink[] | undefined;
  /** The search text, on the search page. */
  query?: string | undefined;
};

const LINKS: readonly MenuLink[] = [
  { href: "/search", label: "Packages" },
  { href: "/pricing", label: "Pricing" },
];

export function PublicHeader({ viewer, menuLinks, signOut, links = LINKS, query }: PublicHeaderProps) {
  return (
    <header className="border-line border-b bg-bg">
      <SkipLink />
      <div className="mx-auto flex max-w-[1120px] flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2.5 sm:px-6">
        <Link href="/" className="flex items-center gap-2 rounded-sm font-semibold">
          <Logo />
          Packhouse
        </Link>
        <nav aria-label="Main" className="flex items-center gap-4">
          {links.map((link) => (
            <Link key={link.href} href={link.href} className="rounded-sm py-1 text-ink-2 hover:text-ink">
              {link.label}
            </Link>
          ))}
        </nav>
        <Form action="/search" role="search" className="order-last w-full min-w-0 sm:order-none sm:ml-auto sm:w-64">
          <Input
            type="search"
            name="q"
            aria-label="Search packages"
            placeholder="Search packages"
            defaultValue={query}
          />
        </Form>
        <div className="flex items-center gap-2 max-sm:ml-auto">
          {viewer ? (
            <UserMenu viewer={viewer} links={menuLinks} signOut={signOut} />
          ) : (
            <>
              <ThemeToggle className="max-sm:hidden" />
              <LinkButton href="/sign-in" variant="primary">
                Sign in
              </LinkButton>
            </>
          )}
        </div>
      </div>
    </header>
  );
}
