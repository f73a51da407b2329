import "server-only";
import { pretty, render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";
import type { Mail } from "@/lib/worker/mails/types";

/** Renders a mail as HTML and text from the same elements, so that they cannot differ. */
export async function renderMail(to: string, subject: string, body: ReactElement): Promise<Mail> {
  const html = await pretty(await render(body));
  return { to, subject, html, text: toPlainText(html) };
}
