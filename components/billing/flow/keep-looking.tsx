"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const EVERY_MS = 3_000;
const TIMES = 20;

/** Looks again by itself for a minute, then on request: the page says what is true at each look. */
export function KeepLooking() {
  const router = useRouter();
  const [looks, setLooks] = useState(0);
  // The server knows when the payment has arrived; nothing tells the browser.
  useEffect(() => {
    if (looks >= TIMES) return;
    const timer = setTimeout(() => {
      router.refresh();
      setLooks(looks + 1);
    }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [looks, router]);
  return looks < TIMES ? (
    <p className="text-ink-3 text-sm">This page refreshes automatically.</p>
  ) : (
    <Button className="self-start" onClick={() => setLooks(0)}>
      Check again
    </Button>
  );
}
