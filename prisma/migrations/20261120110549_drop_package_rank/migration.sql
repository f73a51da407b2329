-- What stays writable follows from when a package was last published, which this index does not hold.
DROP INDEX "Package_rank";
