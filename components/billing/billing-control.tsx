import type { ReactNode } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { UnavailableControl } from "@/components/feedback/unavailable-control";
import type { ButtonSize } from "@/components/ui/button-style";
import type { Role } from "@/generated/prisma/enums";
import { rolesWith } from "@/lib/access/permissions";
import type { BillingProvider } from "@/lib/billing/stripe/types";

/** The reader of billing pages, and who may change billing. */
export type BillingReader = { manages: boolean; role: Role | null; owners: readonly string[] };

type BillingControlProps = {
  label: string;
  reader: BillingReader;
  provider: BillingProvider["state"];
  size?: ButtonSize;
  children: ReactNode;
};

/** A control of billing, or the reason why it does not work: the role, or a provider that does not answer. */
export function BillingControl({ label, reader, provider, size = "md", children }: BillingControlProps) {
  if (!reader.manages) {
    const { role, owners } = reader;
    return (
      <DeniedPopover label={label} role={{ yours: role, allowed: rolesWith("billing:write"), owners }} size={size} />
    );
  }
  if (provider === "unreachable") {
    return (
      <UnavailableControl label={label} title="The payment provider is not responding" size={size}>
        Nothing is lost, and your plan stays the same. Try again in a minute.
      </UnavailableControl>
    );
  }
  return children;
}
