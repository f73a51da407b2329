"use client";

import { useState } from "react";
import type { Denied } from "@/components/feedback/denied-reason";
import { RefusedControl, type RefusedControlProps } from "@/components/feedback/refused-control";
import { useLate } from "@/components/ui/use-late";

/** The reasons know all plans and roles, so they come when the first reader asks. */
const loadReason = () => import("@/components/feedback/denied-reason").then(({ DeniedReason }) => DeniedReason);

type DeniedPopoverProps = RefusedControlProps & Denied;

/** A control refused by a decision or by the role: it keeps its place and says why, and who can change it. */
export function DeniedPopover(props: DeniedPopoverProps) {
  const { label, variant, size, icon, className } = props;
  const [asked, setAsked] = useState(false);
  const Reason = useLate(loadReason, asked);
  return (
    <RefusedControl
      {...{ label, variant, size, icon, className }}
      onAsk={() => setAsked(true)}
      reason={Reason ? (titleId) => <Reason denied={props} titleId={titleId} /> : null}
    />
  );
}
