// GridCoverages
