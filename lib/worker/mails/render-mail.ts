import "server-only";
import { pretty, render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";
import type { Mail } from "@/lib/worker/mails/types";

/** A mail in both forms. The text is made of the same words, so they cannot differ. */
export async function renderMail(to: string, subject: string, body: ReactElement): Promise<Mail> {
  const html = await pretty(await render(body));
  return { to, subject, html, text: toPlainText(html) };
}
