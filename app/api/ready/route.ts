import { openRoute } from "@/lib/actions/route";
import { checkReadiness } from "@/lib/jobs/health";

export const GET = openRoute({ name: "health.ready", permission: null, entitlement: null, audit: null }, async () => {
  await checkReadiness();
  return Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });
});
