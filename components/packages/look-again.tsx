"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const FIRST_MS = 1_500;
const MOST_TRIES = 6;

/** Loads the page anew, later each time, until what was missing is there; then a button is left. */
export function LookAgain() {
  const router = useRouter();
  const [tries, setTries] = useState(0);
  // The server says nothing when it is ready, so the page asks by the browser's timer.
  useEffect(() => {
    if (tries >= MOST_TRIES) return;
    const timer = setTimeout(
      () => {
        setTries(tries + 1);
        router.refresh();
      },
      FIRST_MS * 2 ** tries,
    );
    return () => clearTimeout(timer);
  }, [tries, router]);
  return (
    <Button size="sm" variant="ghost" onClick={() => router.refresh()}>
      Look again
    </Button>
  );
}
