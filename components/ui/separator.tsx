import { cn } from "@/components/ui/cn";

export function Separator({ className }: { className?: string }) {
  return <hr className={cn("my-4 border-line border-t", className)} />;
}
