"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import type { BillingDetails } from "@/lib/billing/page/types";

const loadDialog = () => import("@/components/billing/details-dialog").then(({ DetailsDialog }) => DetailsDialog);

/** The button that changes what stands on invoices, and its dialog. */
export function DetailsControl({ handle, details }: { handle: string; details: BillingDetails }) {
  const [open, setOpen] = useState(false);
  const Dialog = useLate(loadDialog, open);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Change details
      </Button>
      {Dialog ? <Dialog handle={handle} details={details} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
