"use client";

import { useEffect, useState } from "react";
import { publishOutlookAction } from "@/lib/packages/publish/actions";
import type { PublishPlan } from "@/lib/packages/publish/schema";
import type { PublishOutlook } from "@/lib/packages/publish/types";

const PAUSE_MS = 400;

/** Asks the server what would become of a publish, once the person pauses. Null while that is not known. */
export function useOutlook(handle: string, plan: PublishPlan | null): PublishOutlook | null {
  const asked = plan === null ? null : JSON.stringify(plan);
  const [answer, setAnswer] = useState<{ asked: string; outlook: PublishOutlook } | null>(null);
  // The server is the outside system: it is asked after a pause, and a late answer to an older question is dropped.
  useEffect(() => {
    if (asked === null) return;
    let dropped = false;
    const timer = setTimeout(async () => {
      // Without an answer nothing is foretold; publishing itself says what is wrong then.
      const result = await publishOutlookAction(handle, JSON.parse(asked)).catch(() => null);
      if (!dropped && result?.ok) setAnswer({ asked, outlook: result.data });
    }, PAUSE_MS);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [handle, asked]);
  return answer !== null && answer.asked === asked ? answer.outlook : null;
}
