// Placed here so that the library has a source from the first commit.
