import { openRoute } from "@/lib/entry/route";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { mailboxMessages } from "@/lib/worker/mails/loaders";
import { mailboxQuery } from "@/lib/worker/mails/schema";

export const GET = openRoute(
  { name: "mailbox.list", permission: null, entitlement: null, audit: null },
  async (request) => {
    if (!env().PACKHOUSE_DEMO) throw new AppError("NOT_FOUND", { noun: "page" });
    const { to } = mailboxQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
    if (!to) throw new AppError("VALIDATION", { message: "Say whose mail: /dev/mail.json?to=ADDRESS" });
    return Response.json(await mailboxMessages(to), { headers: { "cache-control": "no-store" } });
  },
);
