"""One half of the library; its public names are those of `tc.aio` and `tc.sync`."""
