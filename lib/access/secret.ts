import "server-only";
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "phs_";
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = PREFIX.length + 4;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/** Draws uniform base62 digits: rejects bytes of the last, incomplete multiple of 62. */
function randomDigits(count: number): string {
  let digits = "";
  while (digits.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < 248 && digits.length < count) digits += DIGITS.charAt(byte % DIGITS.length);
    }
  }
  return digits;
}

/** CRC-32 in base62, so that a secret scanner recognizes a token offline. */
function checksum(random: string): string {
  let rest = crc32(random);
  let digits = "";
  while (digits.length < CHECKSUM_LENGTH) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}

/** Makes a token: `phs_`, 32 random base62 digits (190 bits) and 6 of checksum. Store its digest, never the token. */
export function newToken(): string {
  const random = randomDigits(RANDOM_LENGTH);
  return `${PREFIX}${random}${checksum(random)}`;
}

/** Whether text has a token's form and a correct checksum. Does not tell whether the token is live. */
export function looksLikeToken(text: string): boolean {
  if (!FORM.test(text)) return false;
  const random = text.slice(PREFIX.length, PREFIX.length + RANDOM_LENGTH);
  return text.endsWith(checksum(random));
}

/** The part of a token that lists show: enough to recognize it; 166 random bits stay secret. */
export function shownPrefix(token: string): string {
  return token.slice(0, SHOWN_LENGTH);
}
