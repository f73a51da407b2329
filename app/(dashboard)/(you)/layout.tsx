export { default } from "@/app/(dashboard)/_sections/layout";
