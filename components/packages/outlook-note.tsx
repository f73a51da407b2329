import { Banner } from "@/components/ui/banner";
import type { PublishOutlook } from "@/lib/packages/publish/types";

type OutlookNoteProps = { outlook: PublishOutlook | null; name: string; version: string };

/** Tells before the upload whether a publish will go live or be refused. */
export function OutlookNote({ outlook, name, version }: OutlookNoteProps) {
  return (
    <div aria-live="polite" className="empty:-mt-4">
      {outlook?.outcome === "refused" ? (
        <Banner tone="stop" title="This publish will be refused">
          {outlook.message}
        </Banner>
      ) : null}
      {outlook?.outcome === "live" ? (
        <Banner tone="accent" title="This will go live">
          <code>
            {name}@{version}
          </code>{" "}
          {outlook.isNew
            ? `as a new ${outlook.visibility} package`
            : `as a new version of a ${outlook.visibility} package`}
          . {outlook.notices.join(" ")}
        </Banner>
      ) : null}
    </div>
  );
}
