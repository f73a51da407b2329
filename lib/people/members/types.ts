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
