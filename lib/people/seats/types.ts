/** The seats in numbers: what the counter row enforces. Pending invitations have theirs reserved. */
export type SeatUsage = {
  purchased: number | "unlimited";
  used: number;
  reserved: number;
  /** Neither used nor reserved. */
  available: number | "unlimited";
};

/** A seat that is taken: a member uses it, or an invitation has it reserved. `since` is ISO 8601. */
export type SeatHolder = { id: string; name: string; state: "used" | "reserved"; since: string };

/** One page of the taken seats, with the numbers of all. */
export type SeatPage = {
  usage: SeatUsage;
  holders: SeatHolder[];
  /** From 1. */
  page: number;
  pages: number;
  pageSize: number;
};
