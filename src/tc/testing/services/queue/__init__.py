"""What the queue service is made of.

- `definitions`: what a caller may ask for in `createTask`, completed and checked;
- `tasks`: a task and its runs, and what may become of them; no time, no others;
- `life`: all tasks, and what follows when one changes: messages, timers, dependents, groups, who waits;
- `pending`: the tasks that wait for a worker;
- `workers`, `artifacts`, `credentials`, `messages`: as named;
- `base` and the modules `*_methods`: the methods of the API, put together in `service`.

The rules are those of the genuine service: https://docs.taskcluster.net/docs/reference/platform/queue
"""

from tc.testing.services.queue.service import Queue as Queue
