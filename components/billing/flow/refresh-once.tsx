"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks the server for the page again: what stands around it was drawn before the page itself heard of the payment. */
export function RefreshOnce() {
  const router = useRouter();
  // Only once this page is there is the account up to date.
  useEffect(() => router.refresh(), [router]);
  return null;
}
