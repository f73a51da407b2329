import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

/** Shown inside the public shell, which already has the header and the main landmark. */
export default function PublicNotFound() {
  return (
    <div className="mx-auto max-w-[520px] py-[8vh]">
      <h1 className="font-semibold text-xl tracking-[-0.01em]">Page not found</h1>
      <p className="mt-2 text-ink-2">
        The address may be wrong, the page was removed, or it is private and your account cannot see it. If you followed
        a colleague’s link, sign in with the account that belongs to the organization.
      </p>
      <div className="mt-5 flex flex-wrap gap-2">
        <LinkButton href="/search" variant="primary">
          Search packages
        </LinkButton>
        <LinkButton href="/">Go to the start page</LinkButton>
      </div>
    </div>
  );
}
