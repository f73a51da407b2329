import { AppError } from "@/lib/errors";

/** The most that is read of a body; `what` names it in the refusal. */
export type BodyLimit = { what: string; limitBytes: number };

/** A few short fields take 3 KB; a form writes some characters as three. */
export const FEW_FIELDS: BodyLimit = { what: "form", limitBytes: 8_192 };

/** Refuses a body by the length that its head announces. A chunked body announces none. Errors: TOO_LARGE. */
export function assertLength(headers: Headers, limit: BodyLimit): void {
  if (Number(headers.get("content-length") ?? 0) > limit.limitBytes) throw new AppError("TOO_LARGE", limit);
}

/** Reads the raw bytes of a body, and stops at the limit. Errors: TOO_LARGE. */
export async function readBody(request: Request, limit: BodyLimit): Promise<Buffer> {
  assertLength(request.headers, limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit.limitBytes) throw new AppError("TOO_LARGE", limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
