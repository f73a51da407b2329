import { OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";

type ErrorCardProps = {
  /** What happened. */
  title: string;
  /** Why. */
  message: ReactNode;
  /** What to do. */
  next?: ReactNode;
  /** Shown with a copy button; `idLabel` says what it identifies. */
  requestId?: string | undefined;
  idLabel?: string | undefined;
  /** A button to try again, or a link to go on. */
  action?: ReactNode;
  /** 1 when the card is the whole page. */
  level?: 1 | 2 | undefined;
  className?: string;
};

export function ErrorCard({
  title,
  message,
  next,
  requestId,
  idLabel = "Request",
  action,
  level = 2,
  className,
}: ErrorCardProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div role="alert" className={cn("rounded border border-stop-line bg-surface px-4 py-3.5", className)}>
      <Heading className="flex items-center gap-2 font-semibold">
        <OctagonAlert aria-hidden="true" className="size-4 shrink-0 text-stop" />
        {title}
      </Heading>
      <p className="mt-1 text-ink-2">
        {message} {next}
      </p>
      {action || requestId ? (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
          {action}
          {requestId ? (
            <span className="flex min-w-0 items-center gap-1 text-ink-3 text-sm">
              {idLabel} <code className="truncate">{requestId}</code>
              <CopyButton text={requestId} what={`${idLabel.toLowerCase()} id`} />
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
