export { default } from "@/app/(dashboard)/_sections/usage/loading";
