import type { ReactNode } from "react";
import { USER_LINKS } from "@/components/layout/navigation";
import { PublicShell } from "@/components/layout/public-shell";
import { currentPerson } from "@/lib/access/loaders";
import { signOutAction } from "@/lib/identity/sign-in/actions";

const FOOTER = [
  { href: "/search", label: "Packages" },
  { href: "/pricing", label: "Pricing" },
];

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const person = await currentPerson();
  return (
    <PublicShell
      viewer={person ? { name: person.name, email: person.email, handle: person.handle } : null}
      menuLinks={USER_LINKS}
      signOut={signOutAction}
      footerLinks={person ? FOOTER : [...FOOTER, { href: "/sign-in", label: "Sign in" }]}
    >
      {children}
    </PublicShell>
  );
}
