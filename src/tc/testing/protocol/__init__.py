"""What the services have in common: facts of the API, calls, responses, errors, schemas, pages."""
