import type { RegistryProcess } from "./registry-process";

export type Measured<T> = { result: T; idleBytes: number; peakBytes: number; tookMs: number };

/** Runs `work` and samples the registry's memory every few milliseconds. */
export async function withPeakMemory<T>(registry: RegistryProcess, work: () => Promise<T>): Promise<Measured<T>> {
  const idleBytes = registry.memory();
  let peakBytes = idleBytes;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, registry.memory());
  }, 10);
  const from = performance.now();
  try {
    const result = await work();
    return { result, idleBytes, peakBytes, tookMs: performance.now() - from };
  } finally {
    clearInterval(timer);
  }
}
