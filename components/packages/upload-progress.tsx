"use client";

import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/bytes";

type UploadProgressProps = { sent: number; size: number; onCancel: () => void };

export function UploadProgress({ sent, size, onCancel }: UploadProgressProps) {
  const percent = size === 0 ? 100 : Math.min(100, Math.floor((sent * 100) / size));
  const complete = percent === 100;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        <progress
          value={percent}
          max={100}
          aria-label="Upload"
          className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        >
          {percent} %
        </progress>
        <p role="status" className="mt-1.5 text-ink-2 text-sm">
          {complete
            ? "Sent. The registry is checking the tarball…"
            : `${formatBytes(sent)} of ${formatBytes(size)} sent. Stay on this page until it is done.`}
        </p>
      </div>
      <Button onClick={onCancel}>Cancel upload</Button>
    </div>
  );
}
