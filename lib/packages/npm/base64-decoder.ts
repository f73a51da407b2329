import { refuse } from "@/lib/packages/npm/refuse";

const NOT_BASE64 = "The attached tarball is not valid base64.";

const EQUALS = 0x3d;
const NOTHING = Buffer.alloc(0);

/** Decodes base64 that arrives in pieces. Strict: skips nothing, allows padding only at the end. Errors: VALIDATION. */
export class Base64Decoder {
  private carry: Buffer = NOTHING;
  private padded = false;

  write(bytes: Buffer): Buffer {
    if (bytes.length === 0) return NOTHING;
    if (this.padded) refuse(NOT_BASE64);
    const text = this.carry.length === 0 ? bytes : Buffer.concat([this.carry, bytes]);
    const whole = text.length - (text.length % 4);
    this.carry = whole === text.length ? NOTHING : Buffer.from(text.subarray(whole));
    if (whole === 0) return NOTHING;
    let padding = 0;
    if (text[whole - 1] === EQUALS) padding = text[whole - 2] === EQUALS ? 2 : 1;
    if (padding > 0) this.padded = true;
    if (this.padded && this.carry.length > 0) refuse(NOT_BASE64);
    const decoded = Buffer.from(text.toString("latin1", 0, whole), "base64");
    // Node skips foreign characters, so they show as missing bytes.
    if (decoded.length !== (whole / 4) * 3 - padding) refuse(NOT_BASE64);
    return decoded;
  }

  end(): void {
    if (this.carry.length > 0) refuse(NOT_BASE64);
  }
}
