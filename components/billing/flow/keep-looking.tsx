"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const EVERY_MS = 3_000;
const TIMES = 20;

/** Refreshes by itself for a minute, then on request. */
export function KeepLooking() {
  const router = useRouter();
  const [looks, setLooks] = useState(0);
  // Nothing tells the browser when the payment reaches the server, so it asks again.
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
