import type { KeyScope } from "@/lib/access/permissions";

/** Expired keys still take a place of the plan; revoking one frees it. */
export type KeyState = "active" | "expired" | "revoked";

/** Which keys a list shows. */
export type KeyShow = "current" | KeyState;

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
  /** The plan leaves it read-only: it reads and does no more. */
  frozen: boolean;
};

/** The lines that make the clients use a token. */
export type ClientSetup = {
  /** `npm config set …`, the line to paste into a terminal. */
  command: string;
  npmrc: string;
  yarnrc: string;
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

/** What a form asks for; the schema cleans it. */
export type TokenWish = {
  name: string;
  scopes: KeyScope[];
  packagePatterns: string[];
  cidrs: string[];
  expiresInDays: number | null;
};

export type LoginApproval = { id: string; scopes: KeyScope[]; expiresInDays: number };

/** A waiting `npm login`, as the person who may approve it sees it. */
export type RegistryLoginView = {
  id: string;
  hostname: string;
  address: string;
  client: string;
  startedSecondsAgo: number;
  secondsLeft: number;
};
