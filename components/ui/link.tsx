"use client";

import NextLink, { useLinkStatus } from "next/link";
import { type ComponentProps, useEffect, useState } from "react";

type LinkProps = ComponentProps<typeof NextLink>;

/**
 * The product's link. It loads ahead only once a reader points at it: loading every link in view would be twenty
 * requests a page, which count in the rate of pages and slow the server for others.
 */
export function Link({ prefetch, onPointerEnter, onFocus, children, ...props }: LinkProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={prefetch ?? (wanted ? null : false)}
      onPointerEnter={(event) => {
        setWanted(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        onFocus?.(event);
      }}
    >
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
