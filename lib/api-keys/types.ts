import type { KeyScope } from "@/lib/auth/permissions";

/** Expired keys still take a place of the plan; revoking one frees it. */
export type KeyState = "active" | "expired" | "revoked";

/** A key as its owner sees it. Instants are ISO 8601; `cidrs` and `packagePatterns` empty mean no restriction. */
export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  packagePatterns: string[];
  cidrs: string[];
  state: KeyState;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  lastUsedAddress: string;
};

/** The only moment at which the token itself is known. */
export type CreatedKey = {
  id: string;
  token: string;
  name: string;
  scopes: readonly KeyScope[];
  packagePatterns: readonly string[];
  cidrs: readonly string[];
  createdAt: string;
  expiresAt: string | null;
};

/** A waiting `npm login`, as the person who may approve it sees it. */
export type RegistryLoginView = {
  id: string;
  hostname: string;
  address: string;
  client: string;
  startedSecondsAgo: number;
  secondsLeft: number;
};
