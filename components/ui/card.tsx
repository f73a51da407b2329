import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div {...props} className={cn("rounded border border-line bg-surface", className)} />;
}

type CardSectionProps = {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** A line below a rule: who may change this, when it takes effect. */
  footer?: ReactNode;
  className?: string;
  id?: string;
  children?: ReactNode;
};

/** A titled card, the unit of settings, overviews and detail pages. */
export function CardSection({ title, description, actions, footer, className, id, children }: CardSectionProps) {
  return (
    <section id={id} className={cn("rounded border border-line bg-surface", className)}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1 basis-44">
          <h2 className="font-semibold">{title}</h2>
          {description ? <p className="text-ink-2 text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="px-4 pb-4">{children}</div> : null}
      {footer ? <div className="border-line border-t px-4 py-2.5 text-ink-3 text-sm">{footer}</div> : null}
    </section>
  );
}

type StatProps = { label: ReactNode; value: ReactNode; unit?: ReactNode; children?: ReactNode; className?: string };

/** One important number, with its unit and one line about it. */
export function Stat({ label, value, unit, children, className }: StatProps) {
  return (
    <Card className={cn("px-3.5 py-3", className)}>
      <div className="text-ink-3 text-sm">{label}</div>
      <div className="font-semibold text-2xl tracking-[-0.01em]">
        {value} {unit ? <span className="font-normal text-ink-3 text-sm">{unit}</span> : null}
      </div>
      {children ? <div className="text-ink-3 text-sm">{children}</div> : null}
    </Card>
  );
}
