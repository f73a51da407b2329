import type { ReactNode } from "react";
import { actionWords, actorWords, reasonWords } from "@/components/audit/event-words";
import { Avatar } from "@/components/ui/avatar";
import { CardSection } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import type { AuditRow } from "@/lib/audit/types";
import { formatQuantity } from "@/lib/count";
import type { Activity } from "@/lib/overview/loaders";
import type { Publish } from "@/lib/overview/types";

type ActivityCardProps = {
  activity: Activity;
  /** The audit page, if the account has one. */
  auditHref: string | null;
};

const SOURCE = {
  audit: (days: number) => `From the audit log of the last ${formatQuantity(days, "day")}.`,
  role: "The latest publishes. Your role cannot view the audit log.",
  plan: "The latest publishes. Your plan records other events but does not show them.",
  none: "Your role cannot view packages or the audit log.",
} as const;

function Item({ who, at, children }: { who: string; at: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5 py-1.5">
      <Avatar name={who} />
      <span className="min-w-0 flex-1 break-words">
        <span className="font-medium">{who}</span> {children}
      </span>
      <RelativeTime at={at} className="shrink-0 text-ink-3 text-sm" />
    </li>
  );
}

function EventItem({ row }: { row: AuditRow }) {
  const { name, note } = actorWords(row);
  const action = actionWords(row.action);
  const target = row.targets[0]?.name;
  return (
    <Item who={name} at={row.at}>
      {note ? <span className="text-ink-3">({note}) </span> : null}
      <span className="text-ink-2">{action.charAt(0).toLowerCase() + action.slice(1)}</span>{" "}
      {target ? <code>{target}</code> : null}{" "}
      {row.outcome === "success" ? null : (
        <Tag tone="stop">
          {row.outcome} {reasonWords(row.reasonCode)}
        </Tag>
      )}
    </Item>
  );
}

function PublishItem({ publish }: { publish: Publish }) {
  return (
    <Item who={publish.by} at={publish.at}>
      <span className="text-ink-2">published</span>{" "}
      <TextLink href={`/${publish.package}`}>
        <code>
          {publish.package}@{publish.version}
        </code>
      </TextLink>
    </Item>
  );
}

export function ActivityCard({ activity, auditHref }: ActivityCardProps) {
  const description =
    activity.from === "audit"
      ? SOURCE.audit(activity.days)
      : SOURCE[activity.from === "packages" ? activity.because : activity.from];
  const empty = activity.from !== "none" && activity.rows.length === 0;
  return (
    <CardSection
      title="Recent activity"
      description={description}
      actions={auditHref && activity.from === "audit" ? <TextLink href={auditHref}>Open the audit log</TextLink> : null}
    >
      {activity.from === "none" ? null : empty ? (
        <p className="text-ink-2">{activity.from === "audit" ? "No activity in this period." : "No packages yet."}</p>
      ) : (
        <ul className="-my-1.5 divide-y divide-line">
          {activity.from === "audit"
            ? activity.rows.map((row) => <EventItem key={row.id} row={row} />)
            : activity.rows.map((publish) => <PublishItem key={publish.id} publish={publish} />)}
        </ul>
      )}
    </CardSection>
  );
}
