import type { Permission } from "@/lib/auth/permissions";
import type { EntitlementKey } from "@/lib/entitlements/types";

export type Ask = { method: string; address: string; body?: unknown };

/** The package of the row's organization: private, version 1.0.0, the tag `old` beside `latest`. */
export type Subject = { name: string; handle: string; revision: number };

export type Needs = { permission: Permission; entitlement: EntitlementKey | null };

/** What a route needs and a call of it. `bad` is a call with a wrong input, where the route has one. */
export type RegistryRow =
  | (Needs & { on: "read"; good: (subject: Subject) => Ask })
  | (Needs & { on: "write"; good: (subject: Subject) => Ask; bad: (subject: Subject) => Ask })
  | (Needs & { on: "own keys"; writes: boolean; good: (keyId: string) => Ask })
  | { on: "own name"; because: string; good: (handle: string, token: string) => Ask }
  | { on: "everybody"; because: string; answers: number; good: () => Ask };
