"""Background work with progress: anything slow leaves the request."""
