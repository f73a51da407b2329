"use client";

import { type ComponentType, useEffect, useState } from "react";

/**
 * Loads a component when it is first wanted; null until then. Not by Suspense, behind which React holds content back for
 * 300 ms. `load` must be the same function on each render.
 */
export function useLate<Props>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
): ComponentType<Props> | null {
  const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
  // The component comes over the network; without it the next wish asks again.
  useEffect(() => {
    if (!wanted || Loaded) return;
    load().then(
      (component) => setLoaded(() => component),
      () => undefined,
    );
  }, [load, wanted, Loaded]);
  return Loaded;
}
