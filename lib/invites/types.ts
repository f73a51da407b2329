import type { Role } from "@/generated/prisma/enums";

/** A row of the pending invitations. Instants are ISO 8601. */
export type InvitationRow = {
  id: string;
  email: string;
  role: Role;
  holdsSeat: boolean;
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
};
