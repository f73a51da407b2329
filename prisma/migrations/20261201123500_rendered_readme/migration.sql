-- CreateEnum
CREATE TYPE "ReadmeForm" AS ENUM ('html', 'plain');

-- CreateTable
CREATE TABLE "RenderedReadme" (
    "versionId" UUID NOT NULL,
    "renderer" INTEGER NOT NULL,
    "form" "ReadmeForm" NOT NULL,
    "html" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "renderedAt" TIMESTAMPTZ(3) NOT NULL,
    "retryAt" TIMESTAMPTZ(3),

    CONSTRAINT "RenderedReadme_pkey" PRIMARY KEY ("versionId")
);

-- AddForeignKey
ALTER TABLE "RenderedReadme" ADD CONSTRAINT "RenderedReadme_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "PackageVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
