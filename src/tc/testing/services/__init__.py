"""The services of a local Taskcluster, a module each.

A service is a module named like it (`purge_cache` for `purge-cache`) with a class named like it
(`PurgeCache`), derived from `Service` in `base.py`. There is no list to add it to.

State lives in the attributes of the object, made in `__init__`; `LocalTaskcluster.reset()` makes a new one.
Handlers are coroutines named like the API methods:

    class Secrets(Service):
        def __init__(self, deployment, facts):
            super().__init__(deployment, facts)
            self.secrets = {}

        async def get(self, call):
            secret = self.secrets.get(call.params["name"])
            if secret is None or secret["expires"] <= call.now:
                raise ApiError("ResourceNotFound", "Secret not found")
            return secret

What is done before a handler runs (see `Deployment.handle`): the scopes, if they depend on the URL alone; the
parameters of the route against `ids`; the query against `queries`; the payload against its schema. Defaults
of the schema are in `call.payload`.

A handler:

- reads `call.params`, `call.query`, `call.payload`, `call.client_id`, `call.scopes` (expanded), `call.now`;
- calls `call.require(name=value, ...)` when the scopes of its method depend on more than the URL (texts for
  `<parameters>`, lists for `for ... in`, bools for `if`), usually after its own 404s; not to do so is a 500.
  `call.demand(expression)` checks any other scope expression;
- returns a JSON value (200; None means `{}`; moments may be `datetime`s), or a `Response` for another status,
  an empty body, headers or text;
- raises `ApiError(code, message)` to refuse;
- returns `call.page(items, other=...)` for a paginated method: the list whole, in its order.

A service may have more:

- `ids` (annotated `ClassVar[Patterns]`): parameter name -> pattern of the whole text; `queries`: query key ->
  pattern (`limit` and `continuationToken` are there). A key can be `"method.key"` where methods differ;
- `hidden`: method -> what error responses must not echo of the payload: a key, keys joined by dots, or "" for
  all of it;
- `pages`: path prefix -> name of a coroutine that takes a `WebRequest` and returns a `Response`, for URLs
  outside of the API (storage);
- `held`: methods that may wait; their handler is cancelled when the caller goes away;
- `closing()`: called when the server stops, to end what waits.

Time: `call.now` or `self.clock.now()`, never the computer's. `self.clock.at(moment, action)` runs something
at a moment: all that is due runs before each request and on `advance`, in order, with `now()` at its moment.

Other services: `self.deployment.services["queue"]` is the object; `await self.deployment.call(full_name,
params, payload, client_id=..., scopes=[...])` goes through all checks. `self.deployment.publish(...)` sends a
Pulse message, `self.deployment.subscribe(exchange, action)` receives them.

A method without a handler is a 501. `deployment.check_responses = True` checks every response of status 200
against the schema of its output; the fixture `taskcluster` of `tests/testing` sets it.
"""
