"""What the worker-manager keeps: worker pools with their launch configurations, workers, errors."""
