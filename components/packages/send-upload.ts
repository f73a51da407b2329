import { z } from "zod";

const publishedSchema = z.object({
  name: z.string(),
  version: z.string(),
  visibility: z.enum(["public", "private"]),
  notices: z.array(z.string()),
  href: z.string(),
});
export type PublishedUpload = z.output<typeof publishedSchema>;

const problemSchema = z.object({ detail: z.string(), next: z.string().default("") });

export type UploadResult =
  | { outcome: "published"; published: PublishedUpload }
  | { outcome: "refused"; message: string }
  | { outcome: "cancelled" };

export type Upload = { result: Promise<UploadResult>; cancel: () => void };

/** Uploads a tarball by XMLHttpRequest, because fetch reports no upload progress. */
export function sendUpload(url: string, file: Blob, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const result = new Promise<UploadResult>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.addEventListener("load", () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener("abort", () => resolve({ outcome: "cancelled" }));
    request.addEventListener("error", () =>
      resolve({
        outcome: "refused",
        message: "The connection was lost before the upload was complete. Nothing was published; send it again.",
      }),
    );
  });
  request.open("POST", url);
  request.setRequestHeader("content-type", "application/gzip");
  request.send(file);
  return { result, cancel: () => request.abort() };
}

function readAnswer(status: number, text: string): UploadResult {
  const body = parse(text);
  if (status === 201) {
    const published = publishedSchema.safeParse(body);
    if (published.success) return { outcome: "published", published: published.data };
  }
  const problem = problemSchema.safeParse(body);
  const message = problem.success ? problem.data.detail : `The server answered ${status}. Try again.`;
  return { outcome: "refused", message };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
