import { CardSection } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { NoticeView } from "@/lib/billing/notices/types";

/** The sent notices about money, newest first. */
export function NoticeList({ notices }: { notices: readonly NoticeView[] }) {
  return (
    <CardSection title="Notices" description="Mails about this plan and its payments, newest first.">
      {notices.length === 0 ? (
        <p className="text-ink-2">No notices yet.</p>
      ) : (
        <ol className="flex flex-col gap-1.5">
          {notices.map(({ kind, title, message, at }) => (
            <li key={`${kind} ${at} ${title}`}>
              <details>
                <summary className="cursor-pointer rounded-sm py-0.5">
                  <span className="font-medium">{title}</span> <RelativeTime at={at} className="text-ink-3 text-sm" />
                </summary>
                <p className="mt-0.5 mb-1.5 pl-4 text-ink-2 text-sm">{message}</p>
              </details>
            </li>
          ))}
        </ol>
      )}
    </CardSection>
  );
}
