import type { Role } from "@/generated/prisma/enums";
import type { Decision } from "@/lib/entitlements/types";
import type { SeatUsage } from "@/lib/people/seats/types";

/** A row of the table of pending invitations. Instants are ISO 8601. */
export type InvitationRow = {
  id: string;
  email: string;
  role: Role;
  reservesSeat: boolean;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
};

/** What the holder of the link sees; never the invited address. */
export type InvitationView = {
  state: "open" | "expired" | "accepted" | "revoked";
  organization: { handle: string; name: string };
  role: Role;
  inviter: string;
  expiresAt: string;
  /** The reader of the link: not signed in, the invited person, another person, or already a member. */
  reader: "nobody" | "invited" | "another" | "member";
};

/** Everything the invite button needs: what it may send, or why it may not. */
export type InviteGate = {
  role: Role | null;
  mayInvite: boolean;
  /** Roles that the reader may grant. */
  roles: Role[];
  /** Whether state and plan allow invitations at all. */
  growth: Decision;
  /** Whether one more seat is free. */
  seat: Decision;
  usage: SeatUsage;
  owners: string[];
};
