"use client";

import { useEffect, useState } from "react";
import { publishOutlookAction } from "@/lib/packages/publish/actions";
import type { PublishPlan } from "@/lib/packages/publish/schema";
import type { PublishOutlook } from "@/lib/packages/publish/types";

const PAUSE_MS = 400;

/** Asks the server for a publish's outlook once the person pauses. Null while it is unknown. */
export function useOutlook(handle: string, plan: PublishPlan | null): PublishOutlook | null {
  const asked = plan === null ? null : JSON.stringify(plan);
  const [answer, setAnswer] = useState<{ asked: string; outlook: PublishOutlook } | null>(null);
  // Asks the server after a pause, and drops a late answer to an older question.
  useEffect(() => {
    if (asked === null) return;
    let dropped = false;
    const timer = setTimeout(async () => {
      // Without an answer there is no outlook; the publish itself will say what is wrong.
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
