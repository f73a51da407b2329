import { cn } from "@/components/ui/cn";

/** The logo: a parcel seen from above its corner. The same drawing as app/icon.svg. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-[22px] shrink-0", className)}>
      <rect width="24" height="24" rx="5" className="fill-accent" />
      <path
        d="M12 5.5 18 8.75v6.5L12 18.5 6 15.25v-6.5z"
        className="fill-none stroke-accent-ink"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path
        d="M6.2 8.9 12 12l5.8-3.1M12 12v6.3M9 7.2l5.9 3.2"
        className="fill-none stroke-accent-ink"
        strokeWidth="1.6"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
