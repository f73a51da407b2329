"use client";

import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { openPortalAction } from "@/lib/billing/page/actions";

type PortalButtonProps = {
  handle: string;
  label: string;
  flow: "payment_method_update" | null;
  size?: ButtonSize;
  variant?: ButtonVariant;
};

/** Opens the provider's pages for cards and addresses; they lead back here. */
export function PortalButton({ handle, label, flow, size = "md", variant = "default" }: PortalButtonProps) {
  const { run, pending, failure } = useAction(openPortalAction.bind(null, handle), ({ url }) => {
    window.location.assign(url);
  });
  return (
    <span className="inline-flex flex-col gap-2">
      <Button size={size} variant={variant} pending={pending} onClick={() => void run({ flow })}>
        {label}
      </Button>
      <FailureNote failure={failure} />
    </span>
  );
}
