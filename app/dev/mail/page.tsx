import type { Metadata } from "next";
import { EmptyState } from "@/components/feedback/empty-state";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableMessageRow, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { mailbox } from "@/lib/worker/mails/loaders";
import { mailboxQuery } from "@/lib/worker/mails/schema";

export const metadata: Metadata = { title: "The demo’s mailbox" };

export default async function MailboxPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { to } = mailboxQuery.parse(await searchParams);
  const mails = await mailbox(to);
  return (
    <AuthFrame
      wide
      title="The demo’s mailbox"
      description="Every mail the product would have sent, newest first. It exists in the demo only."
    >
      <form method="get" className="mb-3 flex items-end gap-2">
        <Field label="To" className="w-72 max-w-full">
          <Input name="to" type="search" defaultValue={to} placeholder="name@example.com" />
        </Field>
        <Button type="submit">Filter mails</Button>
      </form>
      <Table label="Mails">
        <TableHead>
          <tr>
            <TableHeader>Subject</TableHeader>
            <TableHeader>To</TableHeader>
            <TableHeader>Sent</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {mails.map((mail) => (
            <TableRow key={mail.id}>
              <TableCell>
                <TextLink href={`/dev/mail/${mail.id}`}>{mail.subject}</TextLink>
              </TableCell>
              <TableCell>{mail.to}</TableCell>
              <TableCell>
                <RelativeTime at={mail.at} />
              </TableCell>
            </TableRow>
          ))}
          {mails.length === 0 ? (
            <TableMessageRow columns={3}>
              <EmptyState title={to ? `No mail to ${to}` : "No mail yet"}>
                Ask for a sign-in link or invite somebody: the mail is here a moment later.
              </EmptyState>
            </TableMessageRow>
          ) : null}
        </TableBody>
      </Table>
    </AuthFrame>
  );
}
