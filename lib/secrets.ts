import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const VERSION = "1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Key = { id: string; bytes: Buffer };

/** The id is a digest of the derived key, so it tells which key it is and nothing about the secret. */
function deriveKey(secret: string): Key {
  const bytes = Buffer.from(hkdfSync("sha256", secret, "", "packhouse secrets", 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 16), bytes };
}

function keys(): { current: Key; previous: Key | null } {
  const { SECRETS_KEY, SECRETS_KEY_PREVIOUS } = env();
  return { current: deriveKey(SECRETS_KEY), previous: SECRETS_KEY_PREVIOUS ? deriveKey(SECRETS_KEY_PREVIOUS) : null };
}

/**
 * Encrypts what must be read again, with AES-256-GCM under `SECRETS_KEY` (D24). `purpose` names what it is and whose: a
 * text that was moved to another place does not decrypt there.
 */
export function encryptSecret(plain: string, purpose: string): string {
  const { id, bytes } = keys().current;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, sealed.toString("base64url")].join(".");
}

/**
 * Decrypts with `SECRETS_KEY`, or with `SECRETS_KEY_PREVIOUS` what it encrypted. Errors: an Error that names the setting
 * when neither is the key, or when the text or its purpose is another.
 */
export function decryptSecret(text: string, purpose: string): string {
  const [version, id, body = ""] = text.split(".");
  const { current, previous } = keys();
  const key = [current, previous].find((known) => known?.id === id);
  if (!key || version !== VERSION) {
    throw new Error(
      `Neither SECRETS_KEY nor SECRETS_KEY_PREVIOUS is the key that encrypted ${purpose}. Set the one that was used.`,
    );
  }

  const sealed = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  try {
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString("utf8");
  } catch {
    throw new Error(`What is stored for ${purpose} was changed: it does not decrypt.`);
  }
}

/** Whether the text was encrypted with `SECRETS_KEY`, and does not wait for `SECRETS_KEY_PREVIOUS`. */
export function isEncryptedWithCurrentKey(text: string): boolean {
  return text.split(".")[1] === keys().current.id;
}
