import { DeniedPopover } from "@/components/feedback/denied-popover";
import { LinkButton } from "@/components/ui/link-button";
import type { Role } from "@/generated/prisma/enums";
import { rolesWith } from "@/lib/access/permissions";
import type { Decision } from "@/lib/entitlements/types";

type PublishControlProps = {
  href: string;
  yourRole: Role;
  /** Whether the account may publish more; null when the role does not publish. */
  action: Decision | null;
};

/** Leads to the publish page; when the role or the state forbids it, the button stays and says why. */
export function PublishControl({ href, yourRole, action }: PublishControlProps) {
  const label = "Publish package";
  if (action === null) {
    return <DeniedPopover label={label} role={{ yours: yourRole, allowed: rolesWith("package:publish") }} />;
  }
  if (!action.allowed) return <DeniedPopover label={label} decision={action} capability="Your role can publish" />;
  return (
    <LinkButton href={href} variant="primary">
      {label}
    </LinkButton>
  );
}
