import type { Metadata } from "next";
import { EndOtherSessions, SessionList } from "@/components/identity/session-list";
import { PageHeader } from "@/components/layout/page-header";
import { requirePerson } from "@/lib/access/loaders";
import { revokeOtherSessionsAction, revokeSessionAction } from "@/lib/identity/sign-in/actions";
import { mySessions } from "@/lib/identity/sign-in/loaders";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const [{ handle }, sessions] = await Promise.all([requirePerson(), mySessions()]);
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Every browser you are signed in with. A session ends 30 days after its last use."
        actions={<EndOtherSessions count={sessions.length - 1} action={revokeOtherSessionsAction.bind(null, handle)} />}
      />
      <SessionList sessions={sessions} revoke={revokeSessionAction.bind(null, handle)} />
    </>
  );
}
