export { default } from "@/app/(dashboard)/_sections/packages/publish/layout";
