import type { Metadata } from "next";
import { MessagePage } from "@/components/layout/message-page";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage
      title="Page not found"
      actions={
        <>
          <LinkButton href="/" variant="primary">
            Go to the start page
          </LinkButton>
          <LinkButton href="/search">Search packages</LinkButton>
        </>
      }
    >
      The address may be wrong, the page was removed, or it is private and your account cannot see it. If you followed a
      colleague’s link, sign in with the account that belongs to the organization.
    </MessagePage>
  );
}
