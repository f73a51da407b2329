"use client";

import { FileArchive } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { formatBytes } from "@/lib/bytes";

type DropZoneProps = { file: File | null; maxBytes: number; disabled: boolean; onChoose: (file: File) => void };

/** A file input where files can also be dropped; the keyboard uses the input. */
export function DropZone({ file, maxBytes, disabled, onChoose }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const id = useId();

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped && !disabled) onChoose(dropped);
  }

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "flex min-h-36 cursor-pointer flex-col items-center justify-center gap-1 rounded border border-line-strong border-dashed bg-surface px-4 py-6 text-center hover:bg-sunken has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[:focus-visible]:outline-offset-2",
        over && "border-accent bg-accent-soft",
        disabled && "cursor-not-allowed opacity-60",
      )}
    >
      <input
        id={id}
        type="file"
        accept=".tgz,.tar.gz,application/gzip"
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onChoose(chosen);
        }}
      />
      <FileArchive aria-hidden="true" className="mb-1 size-5 text-ink-3" />
      {file ? (
        <>
          <span className="break-all font-medium font-mono">{file.name}</span>
          <span className="text-ink-3 text-sm">
            {formatBytes(file.size)}. Choose or drop another one to replace it.
          </span>
        </>
      ) : (
        <>
          <span className="font-medium">Choose a tarball or drop it here</span>
          <span className="text-ink-3 text-sm">
            The .tgz that <code>npm pack</code> makes, up to {formatBytes(maxBytes)}
          </span>
        </>
      )}
    </label>
  );
}
