import "server-only";
import { z } from "zod";
import { moveClock } from "@/lib/clock";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";

const FIRST_WORD_MS = 5_000;
const PAUSE_MS = 1_000;
/** The sandbox says something every 15 seconds, so a longer silence is a broken connection. */
const SILENCE_MS = 40_000;
const word = z.object({ offset: z.number() });

/**
 * In a demo with a sandbox, keeps this process's clock at the sandbox's, so that advancing the sandbox moves every
 * process. Resolves once the offset is known or unavailable, with a function that stops it. Elsewhere does nothing.
 */
export async function followClock(): Promise<() => void> {
  const { PACKHOUSE_DEMO, STRIPE_API_BASE } = env();
  if (!PACKHOUSE_DEMO || !STRIPE_API_BASE) return () => {};
  const end = new AbortController();
  const first = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_WORD_MS);
    const known = () => {
      clearTimeout(timer);
      resolve();
    };
    void follow(`${STRIPE_API_BASE}/_control/clock/stream`, end.signal, known);
  });
  await first;
  return () => end.abort();
}

/** Reconnects to the stream whenever it breaks; until then the last offset stays. */
async function follow(url: string, end: AbortSignal, known: () => void): Promise<void> {
  while (!end.aborted) {
    try {
      await readStream(url, end, known);
    } catch (error) {
      if (!end.aborted) log().debug({ err: error }, "the sandbox's clock cannot be read; trying again");
    }
    if (!end.aborted) await pause(end);
  }
}

async function readStream(url: string, end: AbortSignal, known: () => void): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.any([end, silence.signal]) });
    if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status}`);
    let text = "";
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const lines = (text + part).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) moveClock(word.parse(JSON.parse(line)).offset * 1_000);
      if (lines.length > 0) known();
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    end.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
