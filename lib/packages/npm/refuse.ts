import { AppError } from "@/lib/errors";

const LONGEST_MESSAGE = 600;

/** Refuses what a client sent, in one sentence of at most 600 characters, since it may quote the client. Errors: VALIDATION. */
export function refuse(message: string): never {
  throw invalid(message);
}

/** The same error, for a caller that keeps it for later. */
export function invalid(message: string): AppError<"VALIDATION"> {
  const short = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  return new AppError("VALIDATION", { message: short });
}

/** Whether Node's decompression refused the bytes. */
export function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
