"use client";

import { ConfirmDialog } from "@/components/feedback/confirm-dialog";
import { FailureNote } from "@/components/feedback/failure-note";
import { useAction } from "@/components/feedback/use-action";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { toast } from "@/components/ui/toast";
import { deviceName } from "@/lib/access/device-name";
import type { ActionResult } from "@/lib/entry/result";

type Session = {
  id: string;
  address: string;
  userAgent: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
};

type SessionListProps = {
  sessions: readonly Session[];
  revoke: (input: { sessionId: string }) => Promise<ActionResult<void>>;
};

export function SessionList({ sessions, revoke }: SessionListProps) {
  const { run, pending, failure, fields } = useAction(revoke, () => toast.success("Session ended"));
  return (
    <div className="flex flex-col gap-3">
      <FailureNote failure={failure} fields={fields} />
      <Table label="Sessions">
        <TableHead>
          <tr>
            <TableHeader>Device</TableHeader>
            <TableHeader>Address</TableHeader>
            <TableHeader>Last used</TableHeader>
            <TableHeader>Signed in</TableHeader>
            <TableHeader>
              <span className="sr-only">Actions</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {sessions.map((session) => (
            <TableRow key={session.id}>
              <TableCell>
                <span title={session.userAgent}>{deviceName(session.userAgent)}</span>{" "}
                {session.current ? <Tag tone="accent">This one</Tag> : null}
              </TableCell>
              <TableCell className="font-mono">{session.address || "unknown"}</TableCell>
              <TableCell>
                <RelativeTime at={session.lastUsedAt} />
              </TableCell>
              <TableCell>
                <RelativeTime at={session.createdAt} />
              </TableCell>
              <TableCell className="text-right">
                {session.current ? null : (
                  <Button size="sm" disabled={pending} onClick={() => void run({ sessionId: session.id })}>
                    End session<span className="sr-only"> on {deviceName(session.userAgent)}</span>
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type EndOthersProps = {
  count: number;
  action: (input: Record<string, never>) => Promise<ActionResult<{ ended: number }>>;
};

export function EndOtherSessions({ count, action }: EndOthersProps) {
  if (count === 0) return null;
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">End all other sessions</Button>}
      title="End all other sessions?"
      description={`${count === 1 ? "One other browser is" : `${count} other browsers are`} signed out at once. This one stays signed in, and so do your tokens.`}
      confirmLabel="End sessions"
      submit={() => action({})}
    />
  );
}
