import { z } from "zod";

const publishedSchema = z.object({
  name: z.string(),
  version: z.string(),
  visibility: z.enum(["public", "private"]),
  notices: z.array(z.string()),
  href: z.string(),
});
export type PublishedUpload = z.output<typeof publishedSchema>;

const problemSchema = z.object({
  detail: z.string(),
  /** The faults of a written document by field. */
  payload: z.object({ fields: z.record(z.string(), z.array(z.string())).catch({}) }).catch({ fields: {} }),
});

export type UploadResult =
  | { outcome: "published"; published: PublishedUpload }
  | { outcome: "refused"; message: string; fields: Record<string, string[]> }
  | { outcome: "cancelled" };

export type Upload = { result: Promise<UploadResult>; cancel: () => void };

/** Sends a tarball or a document by XMLHttpRequest, because fetch reports no upload progress. */
export function sendUpload(url: string, body: Blob, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const result = new Promise<UploadResult>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener("abort", () => resolve({ outcome: "cancelled" }));
    request.addEventListener("error", () =>
      resolve({
        outcome: "refused",
        message: "The connection was lost before the upload was complete. Nothing was published; send it again.",
        fields: {},
      }),
    );
  });
  request.open("POST", url);
  request.setRequestHeader("content-type", body.type === "application/json" ? body.type : "application/gzip");
  request.send(body);
  return { result, cancel: () => request.abort() };
}

function readAnswer(status: number, text: string): UploadResult {
  const body = parse(text);
  if (status === 201) {
    const published = publishedSchema.safeParse(body);
    if (published.success) return { outcome: "published", published: published.data };
  }
  const problem = problemSchema.safeParse(body);
  if (problem.success) return { outcome: "refused", message: problem.data.detail, fields: problem.data.payload.fields };
  return { outcome: "refused", message: `The server answered ${status}. Try again.`, fields: {} };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
