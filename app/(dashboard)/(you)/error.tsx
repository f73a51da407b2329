"use client";

export { default } from "@/app/(dashboard)/_sections/error";
