"use client";

import NextLink, { useLinkStatus } from "next/link";
import { type ComponentProps, useEffect } from "react";

type LinkProps = ComponentProps<typeof NextLink>;

/**
 * The product's link. It loads nothing ahead: every page is made for its reader at that moment, so what could be loaded
 * is no page yet, and twenty links in view would be as many requests, which count in the rate of pages.
 */
export function Link({ prefetch = false, children, ...props }: LinkProps) {
  return (
    <NextLink {...props} prefetch={prefetch}>
      {children}
      <Following />
    </NextLink>
  );
}

/** Shows the bar at the top of the window while this link's page is under way. */
function Following() {
  const { pending } = useLinkStatus();
  // The bar belongs to the document, outside of what React draws.
  useEffect(() => {
    if (!pending) return;
    document.documentElement.setAttribute("data-following", "");
    return () => document.documentElement.removeAttribute("data-following");
  }, [pending]);
  return null;
}
