import { AppError } from "@/lib/errors";

/** Reads the raw bytes of a body, at most `limitBytes`. Errors: TOO_LARGE. */
export async function readBody(request: Request, limitBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError("TOO_LARGE", { what: "The event", limitBytes });
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
