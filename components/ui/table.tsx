import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ScrollRegion } from "@/components/ui/scroll-region";

type TableProps = {
  /** Names the table for readers who cannot see its heading. */
  label: string;
  children: ReactNode;
  /** The scroll container has a tab stop, so that the keyboard can scroll a wide table. */
  className?: string;
};

export function Table({ label, children, className }: TableProps) {
  return (
    <ScrollRegion label={label} className={cn("@container relative rounded border border-line bg-surface", className)}>
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </ScrollRegion>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return <thead className="text-ink-3">{children}</thead>;
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="[&>tr:last-child>td]:border-0 [&>tr:last-child>th]:border-0">{children}</tbody>;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("hover:bg-sunken/60 aria-selected:bg-accent-soft", className)} />;
}

type CellProps = { numeric?: boolean | undefined };

export function TableHeader({ numeric, className, ...props }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-[34px] whitespace-nowrap border-line border-b px-3 font-medium",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function TableCell({ numeric, className, ...props }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...props}
      className={cn("h-10 whitespace-nowrap border-line border-b px-3", numeric && "text-right", className)}
    />
  );
}

/** One row instead of the body: empty, not allowed, failed. */
export function TableMessageRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="whitespace-normal p-0">
        <div className="sticky left-0 w-[100cqw]">{children}</div>
      </td>
    </tr>
  );
}
