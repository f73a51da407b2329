import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TONE_BOX } from "@/components/ui/tone";

type BannerProps = {
  tone?: "info" | "warn" | "stop" | "accent" | undefined;
  /** What happened, in bold; the children say until when and what to do. */
  title?: ReactNode;
  children?: ReactNode;
  /** One button or link. */
  action?: ReactNode;
  className?: string;
};

const ICON = { info: Info, warn: TriangleAlert, stop: OctagonAlert, accent: CircleCheck } as const;

export function Banner({ tone = "info", title, children, action, className }: BannerProps) {
  const Icon = ICON[tone];
  return (
    <div
      className={cn("flex flex-wrap items-center gap-x-3 gap-y-2 rounded border px-3 py-2", TONE_BOX[tone], className)}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 max-sm:mt-0.5 max-sm:self-start" />
      <div className="min-w-0 flex-1 basis-60 text-ink">
        {title ? <b className={cn("mr-1 font-semibold", TONE_TEXT[tone])}>{title}</b> : null} {children}
      </div>
      {action ? <div className="flex shrink-0 gap-2 max-sm:w-full">{action}</div> : null}
    </div>
  );
}

const TONE_TEXT = { info: "text-info", warn: "text-warn", stop: "text-stop", accent: "text-accent" } as const;
