export { default } from "@/app/(dashboard)/_sections/overview/loading";
