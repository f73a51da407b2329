import "server-only";
import { Link } from "@react-email/components";
import type { BILLING_NOTICE_MAIL } from "@/lib/billing/notices/notice-mail";
import { noticeWords } from "@/lib/billing/notices/notice-words";
import type { NoticeWords } from "@/lib/billing/notices/phrases";
import type { PayloadOf } from "@/lib/outbox/topic";
import { Frame, Line } from "@/lib/worker/mails/frame";
import { renderMail } from "@/lib/worker/mails/render-mail";
import type { Mail } from "@/lib/worker/mails/types";

type Payload = PayloadOf<typeof BILLING_NOTICE_MAIL>;

/** The mail of every notice about money: its words, its amounts and the helpful addresses. */
export function billingNoticeMail({ email, account, notice, links }: Payload): Promise<Mail> {
  const { title, lines, rows, action, links: wanted } = noticeWords(notice, account);
  return renderMail(
    email,
    title,
    <Frame
      preview={lines[0] ?? title}
      title={title}
      action={{ label: action.label, href: action.href ?? links.billing }}
      footer={`You get this because you manage billing for ${account.name} or are one of its billing contacts.`}
    >
      {lines.map((line) => (
        <Line key={line}>{line}</Line>
      ))}
      {rows.map((row) => (
        <Line key={rows.indexOf(row)}>
          {row.label}: <strong>{row.value}</strong>
        </Line>
      ))}
      {addresses(wanted, links).map(({ label, href }) => (
        <Line key={href}>
          {label}: <Link href={href}>{href}</Link>
        </Line>
      ))}
    </Frame>,
  );
}

function addresses(wanted: NoticeWords["links"], { billing, packages, lines, invoice }: Payload["links"]) {
  const all = {
    billing: [{ label: "Billing page", href: billing }],
    invoice: invoice ? [{ label: "Invoice as PDF, without signing in, for 30 days", href: invoice }] : [],
    export: [
      { label: "Export your packages", href: packages },
      { label: "Export what was invoiced", href: lines },
    ],
  };
  return wanted.flatMap((link) => all[link]);
}
