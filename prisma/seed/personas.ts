import type { Role } from "@/generated/prisma/enums";
import type { Interval, PlanKey } from "@/lib/entitlements/types";

export type Persona = {
  key: string;
  name: string;
  /** The personal handle, if the key itself is no valid one. */
  handle?: string;
  bio?: string;
};

/** The people of the demo. Their address is `<key>@packhouse.example`. */
export const PERSONAS = [
  { key: "free", name: "Frida Lind", handle: "frida", bio: "Small tools, in the open." },
  { key: "pro", name: "Paul Okafor", handle: "paul", bio: "Freelance. Maps, dates and other hard things." },
  { key: "acme-owner", name: "Olivia Berg" },
  { key: "acme-admin", name: "Adam Diaz" },
  { key: "acme-member", name: "Mia Kurz" },
  { key: "acme-billing", name: "Bill Lowe" },
  { key: "acme-auditor", name: "Aude Laurent" },
  { key: "globex-owner", name: "Gina Ortiz" },
  { key: "globex-admin", name: "Tom Reyes" },
  { key: "globex-member", name: "Mina Ito" },
  { key: "initech-owner", name: "Ines Novak" },
  { key: "umbrella-owner", name: "Uma Patel" },
  { key: "staff-admin", name: "Stella Ford" },
  { key: "staff-support", name: "Sam Hale" },
] as const satisfies readonly Persona[];

export type PersonaKey = (typeof PERSONAS)[number]["key"];

/** People who only fill seats: the demo does not offer to sign in as them. */
export const COLLEAGUES = [
  { key: "umbrella-ada", name: "Ada Quist" },
  { key: "umbrella-ben", name: "Ben Sato" },
  { key: "umbrella-cleo", name: "Cleo Marsh" },
  { key: "umbrella-dirk", name: "Dirk Vos" },
] as const satisfies readonly Persona[];

export type PersonKey = PersonaKey | (typeof COLLEAGUES)[number]["key"];

/** How an organization came to its plan. */
export type SeedPlan = {
  plan: PlanKey;
  seats: number;
} & (
  | { by: "checkout"; interval: Interval }
  /** Cents for a year, billed by invoice. */
  | { by: "contract"; amountCents: number; years: number }
);

export type SeedOrganization = {
  handle: string;
  name: string;
  owner: PersonaKey;
  /** In days since the history began. */
  founded: number;
  buys: SeedPlan;
  members: readonly { key: PersonKey; role: Role; daysAfterFounding: number }[];
  /** Addresses that were invited lately and have not answered. */
  invited: readonly { email: string; role: Role }[];
};

export const ORGANIZATIONS: readonly SeedOrganization[] = [
  {
    handle: "acme",
    name: "Acme",
    owner: "acme-owner",
    founded: 1,
    buys: { plan: "team", seats: 5, by: "checkout", interval: "month" },
    members: [
      { key: "acme-admin", role: "admin", daysAfterFounding: 3 },
      { key: "acme-member", role: "member", daysAfterFounding: 12 },
      { key: "acme-billing", role: "billing", daysAfterFounding: 15 },
      { key: "acme-auditor", role: "auditor", daysAfterFounding: 40 },
    ],
    invited: [{ email: "sam@acme.example", role: "member" }],
  },
  {
    handle: "globex",
    name: "Globex",
    owner: "globex-owner",
    founded: 3,
    buys: { plan: "enterprise", seats: 40, by: "contract", amountCents: 1_872_000, years: 2 },
    members: [
      { key: "globex-admin", role: "admin", daysAfterFounding: 2 },
      { key: "globex-member", role: "member", daysAfterFounding: 9 },
    ],
    invited: [],
  },
  {
    handle: "initech",
    name: "Initech",
    owner: "initech-owner",
    founded: 15.5,
    buys: { plan: "team", seats: 8, by: "checkout", interval: "month" },
    members: [],
    invited: [],
  },
  {
    handle: "umbrella",
    name: "Umbrella",
    owner: "umbrella-owner",
    founded: 7,
    buys: { plan: "team", seats: 5, by: "checkout", interval: "month" },
    members: COLLEAGUES.map(({ key }, index) => ({ key, role: "member", daysAfterFounding: 20 + index * 15 })),
    invited: [],
  },
];

/** The sign-in page offers everybody at the demo's domain. */
export function emailOf(key: PersonKey): string {
  const colleague = COLLEAGUES.some((one) => one.key === key);
  return colleague ? `${key.replace("umbrella-", "")}@umbrella.example` : `${key}@packhouse.example`;
}
