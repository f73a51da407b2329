"use client";

import { useSyncExternalStore } from "react";

const KEY = "packhouse.single-keys";
const CHANGED = "packhouse:single-keys";

function watch(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed);
  window.addEventListener("storage", changed);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener("storage", changed);
  };
}

const read = () => localStorage.getItem(KEY) !== "off";
const assumed = () => true;

function write(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off");
  window.dispatchEvent(new Event(CHANGED));
}

/** Single-letter shortcuts can be turned off, because speech input triggers them by accident (WCAG 2.1.4). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(watch, read, assumed), write];
}
