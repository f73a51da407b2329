import type { Role } from "@/generated/prisma/enums";
import type { Decision } from "@/lib/entitlements/types";
import type { SeatUsage } from "@/lib/people/seats/types";

/** A row of the pending invitations. Instants are ISO 8601. */
export type InvitationRow = {
  id: string;
  email: string;
  role: Role;
  reservesSeat: boolean;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
};

/** What somebody who holds the link sees; the invited address is not in it. */
export type InvitationView = {
  state: "open" | "expired" | "accepted" | "revoked";
  organization: { handle: string; name: string };
  role: Role;
  inviter: string;
  expiresAt: string;
  /** Who looks at the link: nobody signed in, the invited person, somebody else, or a member already. */
  reader: "nobody" | "invited" | "another" | "member";
};

/** Everything the invite button needs to let somebody invite, or to say why not. */
export type InviteGate = {
  role: Role | null;
  mayInvite: boolean;
  /** Roles that the reader may grant. */
  roles: Role[];
  /** May anybody be invited at all: state and plan. */
  growth: Decision;
  /** Is there room for one more seat? */
  seat: Decision;
  usage: SeatUsage;
  owners: string[];
};
