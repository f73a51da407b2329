import "server-only";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { Prisma } from "@/generated/prisma/client";
import { now } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { decryptSecret, encryptSecret } from "@/lib/secrets";
import { DAY_MS } from "@/lib/time";

type Row = Prisma.SigningKeyGetPayload<object>;

/** A key pair in memory. `retiredAt` is null for the one that signs. */
export type SigningKey = { id: string; privateKey: KeyObject; publicKey: KeyObject; retiredAt: Date | null };

/** Who read the key just before its rotation still signs with it for a while. */
const OVERLAP_MS = DAY_MS;

export function secretPurpose(keyId: string): string {
  return `signing key ${keyId}`;
}

/** A new row with an Ed25519 pair, for checkpoints of the audit log. */
export function newKeyRow(): Row {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });
  const id = newId();
  return {
    id,
    purpose: "audit",
    algorithm: "ed25519",
    publicKey: publicKey.toString("base64"),
    privateKey: encryptSecret(privateKey.toString("base64"), secretPurpose(id)),
    createdAt: now(),
    retiredAt: null,
  };
}

/**
 * Opens a stored key. Its public half is derived from the private one, which only `SECRETS_KEY` can have encrypted: a
 * row that somebody adds to the table is no key of ours. Errors: an Error when it does not decrypt.
 */
export function openKey({ id, privateKey: sealed, retiredAt }: Row): SigningKey {
  const der = Buffer.from(decryptSecret(sealed, secretPurpose(id)), "base64");
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { id, privateKey, publicKey: createPublicKey(privateKey), retiredAt };
}

/** Signs with Ed25519; base64. */
export function signText(key: SigningKey, text: string): string {
  return sign(null, Buffer.from(text), key.privateKey).toString("base64");
}

/** Whether the key signed the text at an instant at which it could. */
export function isSignedBy(key: SigningKey, text: string, signature: string, at: Date): boolean {
  const inTime = key.retiredAt === null || at.getTime() <= key.retiredAt.getTime() + OVERLAP_MS;
  return inTime && verify(null, Buffer.from(text), key.publicKey, Buffer.from(signature, "base64"));
}
