"""What `tc` costs beside the official client: `make bench`, or `python -m benchmarks`.

A module for each thing that is measured: `calls`, `startup`. Every single measurement is a process of its
own, as `python -m benchmarks.calls SUBJECT ...`, that prints one JSON object. `__main__` alternates between
the clients, takes medians, and writes the table.
"""
