/** Real numbers of the seats: what the counter row enforces. `held` seats belong to pending invitations. */
export type SeatUsage = {
  purchased: number | "unlimited";
  used: number;
  reserved: number;
  available: number | "unlimited";
};

/** One seat that is taken: by a member, or kept free for an invitation. */
export type SeatHolder = { id: string; state: "used" | "held"; label: string; since: string };

/** A page of the taken seats, members first in the order they joined. The numbers are the counter's. */
export type SeatMapView = {
  seats: SeatHolder[];
  purchased: number | "unlimited";
  used: number;
  reserved: number;
  free: number | "unlimited";
  /** From 1. */
  page: number;
  pages: number;
  pageSize: number;
};
