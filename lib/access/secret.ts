import "server-only";
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "phs_";
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = PREFIX.length + 4;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/** Uniform base62 digits: bytes from the last, incomplete multiple of 62 are drawn again. */
function randomDigits(count: number): string {
  let digits = "";
  while (digits.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < 248 && digits.length < count) digits += DIGITS.charAt(byte % DIGITS.length);
    }
  }
  return digits;
}

/** CRC-32 in base62, so that a scanner can tell a token from a lookalike without asking anybody. */
function checksum(random: string): string {
  let rest = crc32(random);
  let digits = "";
  while (digits.length < CHECKSUM_LENGTH) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}

/** `phs_`, 32 random base62 digits (190 bits) and 6 of checksum. Store its digest, never the token. */
export function newToken(): string {
  const random = randomDigits(RANDOM_LENGTH);
  return `${PREFIX}${random}${checksum(random)}`;
}

/** Whether the text has a token's form and its checksum is right. Says nothing about whether the token lives. */
export function looksLikeToken(text: string): boolean {
  if (!FORM.test(text)) return false;
  const random = text.slice(PREFIX.length, PREFIX.length + RANDOM_LENGTH);
  return text.endsWith(checksum(random));
}

/** What a list shows of a token: enough to recognize it; 166 random bits stay unsaid. */
export function shownPrefix(token: string): string {
  return token.slice(0, SHOWN_LENGTH);
}
