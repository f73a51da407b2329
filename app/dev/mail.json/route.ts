import { openRoute } from "@/lib/actions/route";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { mailboxMessages } from "@/lib/notifications/loaders";
import { mailboxQuery } from "@/lib/notifications/schema";

export const GET = openRoute(
  { name: "mailbox.list", permission: null, entitlement: null, audit: null },
  async (request) => {
    if (!env().PACKHOUSE_DEMO) throw new AppError("NOT_FOUND", { noun: "page" });
    const { to } = mailboxQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
    if (!to) throw new AppError("VALIDATION", { message: "Say whose mail: /dev/mail.json?to=ADDRESS" });
    return Response.json(await mailboxMessages(to), { headers: { "cache-control": "no-store" } });
  },
);
