import { UnavailableControl } from "@/components/feedback/unavailable-control";
import type { ButtonSize } from "@/components/ui/button-style";

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
  return (
    <UnavailableControl label={label} title="Your role does not allow this" size={size}>
      <p>
        You are <b className="font-medium text-ink">{yourRole}</b> here; this needs{" "}
        <b className="font-medium text-ink">{allowedRoles}</b>.
      </p>
      {owners.length > 0 ? <p>Ask {owners.join(", ")}.</p> : null}
    </UnavailableControl>
  );
}
