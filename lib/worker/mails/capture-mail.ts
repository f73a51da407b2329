import "server-only";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Mail } from "@/lib/worker/mails/types";

// Records nothing: the demo's mailbox.

/** Puts a mail into the demo's mailbox instead of sending it. */
export async function captureMail(mail: Mail): Promise<void> {
  await db().capturedMail.create({ data: { id: newId(), ...mail, at: realNow() } });
}
