/** Districts of one floor know nothing of each other. A district that has rooms lists them, a room before who may know it. */
export type Floor = Readonly<Record<string, readonly string[]>>;

/** The floor plan of `lib`, lowest first. Below all of it stand the files of `lib` itself. */
export const FLOORS: readonly Floor[] = [
  { access: [], demo: [], outbox: [] },
  { entitlements: [] },
  { audit: [] },
  { entry: [] },
  {
    people: ["accounts", "seats", "organizations", "members", "invites"],
    packages: ["npm", "storage", "publish", "catalogue", "upkeep"],
    metering: ["usage"],
  },
  {
    identity: ["sign-in", "api-keys"],
    billing: ["stripe", "subscriptions", "invoices", "notices", "sync", "quotes", "contracts", "usage", "page"],
  },
  { worker: ["mails", "jobs"], overview: [] },
];

/** The folders of `components` that belong to no district, lowest first. The districts stand above, on their floors. */
export const SURROUNDINGS = ["ui", "feedback", "data-table", "layout"] as const;

/** Types that a lower file may know of a higher one, and why. Types alone: nothing of them runs. */
export const KNOWN_ABOVE: Readonly<Record<string, { target: string; because: string }>> = {
  "lib/errors": { target: "lib/entitlements/types", because: "a refusal of the plan carries its decision" },
  "lib/error-copy": {
    target: "lib/entitlements/types",
    because: "a refusal of the plan is said in its decision's words",
  },
};
export const MOST_KNOWN_ABOVE = 2;

export type Place = { floor: number; district: string; room: number };

/** The district and the room of a file of `lib`; `district` is "" for a file of `lib` itself. */
export function roomOfLib(file: string): { district: string; room: string } {
  const [, district = "", ...rest] = file.split("/");
  if (rest.length === 0) return { district: "", room: "" };
  return { district, room: rest.length > 1 ? (rest[0] ?? "") : "" };
}

/** Where a file of `lib` stands; null for one in no room of the plan. */
export function placeOf(file: string): Place | null {
  const { district, room } = roomOfLib(file);
  if (district === "") return { floor: 0, district, room: 0 };
  const floor = FLOORS.findIndex((one) => district in one);
  const rooms = FLOORS[floor]?.[district];
  if (!rooms) return null;
  const index = rooms.length === 0 && room === "" ? 0 : rooms.indexOf(room);
  return index < 0 ? null : { floor: floor + 1, district, room: index };
}

/** Whether what stands at `from` may know what stands at `to`. */
export function mayKnow(from: Place, to: Place): boolean {
  if (to.floor !== from.floor) return to.floor < from.floor;
  return to.district === from.district && to.room <= from.room;
}
