import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { AbsoluteTime } from "@/components/ui/relative-time";
import { formatBytes } from "@/lib/bytes";
import type { Provenance } from "@/lib/packages/catalogue/types";

function Digest({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="break-all py-1">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

/** Who published a version, when, and from where. Only members see from where. */
export function ProvenanceFacts({ provenance }: { provenance: Provenance }) {
  const { publisher, publishedAt, integrity, shasum, size, origin } = provenance;
  return (
    <DescriptionList
      className="max-w-[760px] gap-y-2 rounded border border-line bg-surface px-4 py-3"
      facts={[
        { term: "Published by", value: publisher },
        { term: "Published at", value: <AbsoluteTime at={publishedAt} withTime /> },
        ...(origin
          ? [
              { term: "With", value: origin.key === "" ? "A session in the dashboard" : `The token ${origin.key}` },
              { term: "From address", value: <code>{origin.address}</code> },
              { term: "Client", value: origin.client === "" ? "not stated" : origin.client },
            ]
          : []),
        { term: "Integrity", value: <Digest text={integrity} what="integrity" /> },
        { term: "SHA-1", value: <Digest text={shasum} what="SHA-1" /> },
        { term: "Tarball", value: formatBytes(size) },
        ...(origin
          ? []
          : [
              {
                term: "Token, address",
                value: <span className="text-ink-3">shown to members of the owning account</span>,
              },
            ]),
      ]}
    />
  );
}
