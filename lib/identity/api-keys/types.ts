import type { z } from "zod";
import type { KeyScope } from "@/lib/access/permissions";
import type { approveRegistryLoginSchema, createApiKeySchema } from "@/lib/identity/api-keys/schema";

/** An expired key still counts towards the plan's limit; revoking it frees the place. */
export type KeyState = "active" | "expired" | "revoked";

/** The filter of a list of keys. */
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
  /** The plan made the key read-only. */
  frozen: boolean;
};

/** The lines that configure the npm clients to use a token. */
export type ClientSetup = {
  /** `npm config set …`, the line to paste into a terminal. */
  command: string;
  npmrc: string;
  yarnrc: string;
};

/** The only value that holds the token itself. */
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
export type TokenWish = z.input<typeof createApiKeySchema>;

export type LoginApproval = z.input<typeof approveRegistryLoginSchema>;

/** A pending `npm login`, as shown to the person who may approve it. */
export type RegistryLoginView = {
  id: string;
  hostname: string;
  address: string;
  /** The reader's own address, to compare. */
  browserAddress: string;
  /** The end of the address in the terminal; null when terminal and browser differ, where the person types it. */
  code: string | null;
  client: string;
  startedSecondsAgo: number;
  secondsLeft: number;
};
