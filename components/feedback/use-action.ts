"use client";

import { unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import { type ActionFailure, type ActionResult, toFailure } from "@/lib/entry/result";
import { AppError } from "@/lib/errors";

type Call<I, T> = (input: I) => Promise<ActionResult<T>>;

/**
 * Runs a server action: `pending` for the button, `failure` for the note, `fields` for the inputs. `run` resolves to
 * whether it succeeded; a request that never arrives is a failure too.
 */
export function useAction<I, T>(action: Call<I, T>, onDone?: (data: T) => void) {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, start] = useTransition();

  function run(input: I): Promise<boolean> {
    return new Promise((resolve) => {
      start(async () => {
        const result = await settle(action, input);
        setFailure(result.ok ? null : result.error);
        if (result.ok) onDone?.(result.data);
        resolve(result.ok);
      });
    });
  }

  const fields: Record<string, string[]> = failure?.code === "VALIDATION" ? (failure.payload.fields ?? {}) : {};
  return { run, pending, failure, fields, clear: () => setFailure(null) };
}

/** Calls an action and returns failures as values, even for a request that never arrives. */
export async function settle<I, T>(action: Call<I, T>, input: I): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: toFailure(new AppError("UNAVAILABLE", { what: "The server" })) };
  }
}
