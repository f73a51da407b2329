export { default, generateMetadata } from "@/app/(dashboard)/_sections/packages/publish/page";
