import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** One sentence about the page's purpose. */
  description?: ReactNode;
  /** The primary action last, at the right. */
  actions?: ReactNode;
  /** Beside the title: a tag, a version. */
  aside?: ReactNode;
};

export function PageHeader({ title, description, actions, aside }: PageHeaderProps) {
  return (
    <div className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-[-0.01em]">{title}</h1>
          {aside}
        </div>
        {description ? <p className="mt-0.5 text-ink-2">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
