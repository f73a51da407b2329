"use client";

import { useRef, useState } from "react";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { FailureNote } from "@/components/feedback/failure-note";
import { DropZone } from "@/components/packages/drop-zone";
import { OutlookNote } from "@/components/packages/outlook-note";
import type { PackedManifest } from "@/components/packages/packed-manifest";
import type { PublishedUpload, Upload } from "@/components/packages/send-upload";
import { UploadProgress } from "@/components/packages/upload-progress";
import { UploadedNote } from "@/components/packages/uploaded-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatBytes } from "@/lib/bytes";
import { publishOutlookAction } from "@/lib/packages/publish/actions";
import type { PublishOutlook } from "@/lib/packages/publish/types";

type UploadFormProps = { handle: string; maxBytes: number };

type Chosen = { file: File; manifest: PackedManifest | null; outlook: PublishOutlook | null; problem: string | null };

type Stage = { at: "choosing" } | { at: "sending"; sent: number } | { at: "done"; published: PublishedUpload };

async function lookInto(handle: string, file: File, maxBytes: number): Promise<Chosen> {
  if (file.size > maxBytes) {
    const problem = `This file has ${formatBytes(file.size)}; the most this registry takes is ${formatBytes(maxBytes)}.`;
    return { file, manifest: null, outlook: null, problem };
  }
  const { readPackedManifest } = await import("@/components/packages/packed-manifest");
  const manifest = await readPackedManifest(file);
  if (!manifest) return { file, manifest, outlook: null, problem: null };
  // Without an answer there is no outlook; the publish itself will say what is wrong.
  const asked = await publishOutlookAction(handle, { ...manifest, size: file.size }).catch(() => null);
  return {
    file,
    manifest,
    outlook: asked?.ok ? asked.data : null,
    problem: asked?.ok === false ? asked.error.message : null,
  };
}

/** Faults of the file come before the result of publishing it. */
function noteOf(chosen: Chosen | null, failure: string | null) {
  if (chosen?.problem) return { message: chosen.problem };
  return failure === null ? null : { title: "Not published", message: failure };
}

export function UploadForm({ handle, maxBytes }: UploadFormProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [stage, setStage] = useState<Stage>({ at: "choosing" });
  const [tag, setTag] = useState("latest");
  const [failure, setFailure] = useState<string | null>(null);
  const upload = useRef<Upload | null>(null);
  const newest = useRef<File | null>(null);

  async function choose(file: File) {
    newest.current = file;
    setFailure(null);
    setChosen({ file, manifest: null, outlook: null, problem: null });
    const looked = await lookInto(handle, file, maxBytes);
    if (newest.current === file) setChosen(looked);
  }

  async function send(file: File) {
    setFailure(null);
    setStage({ at: "sending", sent: 0 });
    const query = new URLSearchParams({ tag: tag.trim() || "latest" });
    const { sendUpload } = await import("@/components/packages/send-upload");
    upload.current = sendUpload(`/api/packages/upload/${encodeURIComponent(handle)}?${query}`, file, (sent) =>
      setStage({ at: "sending", sent }),
    );
    const answer = await upload.current.result;
    if (answer.outcome === "published") {
      setStage({ at: "done", published: answer.published });
      return;
    }
    setFailure(answer.outcome === "refused" ? answer.message : null);
    setStage({ at: "choosing" });
  }

  if (stage.at === "done") {
    return (
      <UploadedNote
        published={stage.published}
        onAgain={() => {
          setChosen(null);
          setStage({ at: "choosing" });
        }}
      />
    );
  }
  const sending = stage.at === "sending";
  const outlook = chosen?.outlook ?? null;
  const refused = outlook?.outcome === "refused" ? outlook : null;
  return (
    <form
      className="flex max-w-[640px] flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && !sending && !refused && !chosen.problem) void send(chosen.file);
      }}
    >
      <DropZone file={chosen?.file ?? null} maxBytes={maxBytes} disabled={sending} onChoose={choose} />
      <OutlookNote outlook={outlook} name={chosen?.manifest?.name ?? ""} version={chosen?.manifest?.version ?? ""} />
      <FailureNote failure={noteOf(chosen, failure)} className="empty:-mt-4" />
      <Field
        label="Tag"
        className="max-w-60"
        description="People who name no version get latest. Use next or beta for a version that is not ready for everybody."
      >
        <Input mono value={tag} maxLength={128} onChange={(event) => setTag(event.target.value)} disabled={sending} />
      </Field>
      {sending && chosen ? (
        <UploadProgress sent={stage.sent} size={chosen.file.size} onCancel={() => upload.current?.cancel()} />
      ) : refused?.decision ? (
        <div>
          <DeniedPopover label="Publish package" decision={refused.decision} capability="Your role can publish" />
        </div>
      ) : (
        <div>
          <Button type="submit" variant="primary" disabled={!chosen || refused !== null || chosen.problem !== null}>
            Publish package
          </Button>
        </div>
      )}
    </form>
  );
}
