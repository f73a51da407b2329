"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reloads the page's data once: the frame around it was drawn before the payment arrived. */
export function RefreshOnce() {
  const router = useRouter();
  // The account is up to date only after this page has rendered.
  useEffect(() => router.refresh(), [router]);
  return null;
}
