import { Banner } from "@/components/ui/banner";
import type { ActionFailure } from "@/lib/entry/result";

type FailureProps = { failure: ActionFailure | null; hide: Record<string, readonly string[]> };

/** What an action refused, unless a field says it already. */
export function Failure({ failure, hide }: FailureProps) {
  const said = Object.keys(hide).some((field) => field !== "");
  return (
    <div aria-live="assertive">
      {failure && !said ? (
        <Banner tone="stop" title={failure.title}>
          {failure.message} {failure.next}
        </Banner>
      ) : null}
    </div>
  );
}
