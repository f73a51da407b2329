"use client";

import { useId } from "react";
import { type ButtonSize, buttonStyle } from "@/components/ui/button-style";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

type RoleDeniedProps = {
  /** What the control would do: "Invite people". */
  label: string;
  yourRole: string;
  allowedRoles: string;
  /** Whom to ask. */
  owners: readonly string[];
  size?: ButtonSize;
};

/** A control that the role does not open: in its place, disabled, with who could press it. */
export function RoleDenied({ label, yourRole, allowedRoles, owners, size = "md" }: RoleDeniedProps) {
  const titleId = useId();
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" aria-disabled="true" className={buttonStyle({ size, off: true })}>
          {label}
          <span className="sr-only">, not available: show why</span>
        </button>
      </PopoverTrigger>
      <PopoverContent aria-labelledby={titleId}>
        <h2 id={titleId} className="mb-1 font-semibold text-base">
          Your role does not allow this
        </h2>
        <p className="text-ink-2">
          You are <b className="font-medium text-ink">{yourRole}</b> here; this needs{" "}
          <b className="font-medium text-ink">{allowedRoles}</b>.
        </p>
        {owners.length > 0 ? <p className="mt-2 text-ink-2">Ask {owners.join(", ")}.</p> : null}
      </PopoverContent>
    </Popover>
  );
}
