"""What the worker-manager keeps: worker pools with their launch configurations, workers, errors."""

from tc.testing.services.worker_manager.service import WorkerManager as WorkerManager
