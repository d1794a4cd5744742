"""A whole province on a laptop: the data plane, the outside world, the house itself."""
