/** The seats in numbers, as the counter row enforces them. Each pending invitation reserves one. */
export type SeatUsage = {
  purchased: number | "unlimited";
  used: number;
  reserved: number;
  /** Neither used nor reserved. */
  available: number | "unlimited";
};

/** A taken seat: a member uses it, or an invitation reserves it. `since` is ISO 8601. */
export type SeatHolder = { id: string; name: string; state: "used" | "reserved"; since: string };

/** A page of the taken seats, with the numbers of all. */
export type SeatPage = {
  usage: SeatUsage;
  holders: SeatHolder[];
  /** Starts at 1. */
  page: number;
  pages: number;
  pageSize: number;
};
