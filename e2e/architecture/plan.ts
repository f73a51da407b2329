/** Districts of one floor do not know each other. A district with rooms lists them, lower rooms first. */
export type Floor = Readonly<Record<string, readonly string[]>>;

/** The floor plan of `lib`, lowest floor first. The files of `lib` itself stand below all. */
export const FLOORS: readonly Floor[] = [
  { access: [], demo: [], outbox: [], signing: [] },
  { entitlements: [] },
  { audit: [] },
  { entry: [] },
  {
    people: ["accounts", "seats", "organizations", "members", "invites"],
    packages: ["npm", "storage", "publish", "readme", "catalogue", "upkeep"],
    metering: ["usage"],
  },
  {
    identity: ["sign-in", "api-keys"],
    billing: ["stripe", "subscriptions", "invoices", "notices", "sync", "quotes", "contracts", "usage", "page"],
  },
  { worker: ["mails", "jobs"], overview: [] },
];

/** The folders of `components` outside the districts, lowest first. The districts stand above, by floor. */
export const SURROUNDINGS: readonly string[] = ["ui", "feedback", "data-table", "layout"];

/** Types that a lower file may import from a higher one, and why. Types are erased, so nothing of them runs. */
export const KNOWN_ABOVE: Readonly<Record<string, { target: string; because: string }>> = {
  "lib/errors": { target: "lib/entitlements/types", because: "a refusal of the plan carries its decision" },
  "lib/error-copy": {
    target: "lib/entitlements/types",
    because: "a refusal of the plan is said in its decision's words",
  },
};
export const MOST_KNOWN_ABOVE = 2;

export type Place = { floor: number; district: string; room: number };

/** The district and room of a file in `lib`; `district` is "" for a file of `lib` itself. */
export function roomOfLib(file: string): { district: string; room: string } {
  const [, district = "", ...rest] = file.split("/");
  if (rest.length === 0) return { district: "", room: "" };
  return { district, room: rest.length > 1 ? (rest[0] ?? "") : "" };
}

/** The place of a file in the plan; null for a file in no room. */
export function placeOf(file: string): Place | null {
  const { district, room } = roomOfLib(file);
  if (district === "") return { floor: 0, district, room: 0 };
  const floor = FLOORS.findIndex((one) => district in one);
  const rooms = FLOORS[floor]?.[district];
  if (!rooms) return null;
  const index = rooms.length === 0 && room === "" ? 0 : rooms.indexOf(room);
  return index < 0 ? null : { floor: floor + 1, district, room: index };
}

/** Whether a module at `from` may know a module at `to`. */
export function mayKnow(from: Place, to: Place): boolean {
  if (to.floor !== from.floor) return to.floor < from.floor;
  return to.district === from.district && to.room <= from.room;
}
