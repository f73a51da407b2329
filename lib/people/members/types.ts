import type { Role } from "@/generated/prisma/enums";

export type MemberSort = "name" | "role" | "joined" | "active";

/** A row of the members table. Instants are ISO 8601. */
export type MemberRow = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  usesSeat: boolean;
  joinedAt: string;
  lastActiveAt: string | null;
};

/** Real numbers of the seats: what the counter row enforces. `held` seats belong to pending invitations. */
export type SeatUsage = {
  purchased: number | "unlimited";
  used: number;
  reserved: number;
  available: number | "unlimited";
};
