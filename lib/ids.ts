import { hash, randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7, ordered by the machine's clock, so that new rows lie together in an index. */
export function newId(): string {
  return v7();
}

/** 256 random bits for links and sessions, URL-safe. Store `digest(secret)`, never the secret. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex. Right for secrets of 160 bits and more; passwords would need a slow hash. */
export function digest(secret: string): string {
  return hash("sha256", secret);
}
