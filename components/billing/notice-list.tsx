import { CardSection } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { NoticeView } from "@/lib/billing/types";

/** What was sent about money, the newest first. */
export function NoticeList({ notices }: { notices: readonly NoticeView[] }) {
  return (
    <CardSection title="Notices" description="What was sent about this plan and its payments, the newest first.">
      {notices.length === 0 ? (
        <p className="text-ink-2">Nothing was sent yet.</p>
      ) : (
        <ol className="flex flex-col gap-2.5">
          {notices.map(({ kind, title, message, at }) => (
            <li key={`${kind} ${at} ${title}`} className="flex flex-wrap gap-x-3">
              <div className="min-w-0 flex-1 basis-60">
                <p className="font-medium">{title}</p>
                <p className="text-ink-2 text-sm">{message}</p>
              </div>
              <RelativeTime at={at} className="text-ink-3 text-sm" />
            </li>
          ))}
        </ol>
      )}
    </CardSection>
  );
}
