"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import type { ActionFailure, ActionResult } from "@/lib/actions/result";

/** Runs an action with its button pending; a success closes and is said, a failure stays to be read. */
export function useAction() {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, start] = useTransition();

  function run<T>(work: () => Promise<ActionResult<T>>, done: (data: T) => string) {
    start(async () => {
      const result = await work();
      setFailure(result.ok ? null : result.error);
      if (result.ok) toast.success(done(result.data));
    });
  }

  return { pending, failure, run, reset: () => setFailure(null) };
}
