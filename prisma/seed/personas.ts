import type { Role } from "@/generated/prisma/enums";
import type { PlanKey } from "@/lib/entitlements/types";

export type Persona = {
  key: string;
  name: string;
  /** The personal handle, where the key itself cannot be one. */
  handle?: string;
  bio?: string;
};

/** The people of the demo (SPEC section 5). Their address is `<key>@packhouse.example`. */
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

export type SeedOrganization = {
  handle: string;
  name: string;
  owner: PersonaKey;
  plan: PlanKey;
  seats: number;
  members: readonly { key: PersonaKey; role: Role; daysAfterFounding: number }[];
  /** Addresses that were invited lately and have not answered. */
  invited: readonly { email: string; role: Role }[];
};

export const ORGANIZATIONS: readonly SeedOrganization[] = [
  {
    handle: "acme",
    name: "Acme",
    owner: "acme-owner",
    plan: "team",
    seats: 5,
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
    plan: "enterprise",
    seats: 40,
    members: [
      { key: "globex-admin", role: "admin", daysAfterFounding: 2 },
      { key: "globex-member", role: "member", daysAfterFounding: 9 },
    ],
    invited: [],
  },
  { handle: "initech", name: "Initech", owner: "initech-owner", plan: "team", seats: 8, members: [], invited: [] },
  { handle: "umbrella", name: "Umbrella", owner: "umbrella-owner", plan: "team", seats: 3, members: [], invited: [] },
];

export function emailOf(key: PersonaKey): string {
  return `${key}@packhouse.example`;
}
