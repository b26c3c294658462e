// The JavaScript client against the deployment that TASKCLUSTER_* names. Goes through what users do with it, and
// writes what each flow found as JSON: {"<flow>": {"found": ...} or {"error": "<stack>"}}.

import { Readable, Writable } from "node:stream";
import taskcluster from "taskcluster-client";

const options = { ...taskcluster.fromEnvVars(), retries: 0 };
let taskQueues = 0;
const worker = { workerGroup: "g", workerId: "w" };

// A client of a service, for others than the root client where `changes` says so.
const connect = (service, changes = {}) => new taskcluster[service]({ ...options, ...changes });

const later = (offset) => taskcluster.fromNowJSON(offset);

const definition = (changes = {}) => ({
  taskQueueId: "p/w",
  schedulerId: "s",
  created: later("0 seconds"),
  deadline: later("2 hours"),
  payload: { command: ["true"] },
  metadata: { name: "n", description: "d", owner: "o@example.com", source: "https://example.com" },
  ...changes,
});

// What a caller sees of a refusal.
async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    const { code, statusCode, message, body } = error;
    return { code, statusCode, message, method: body?.requestInfo?.method };
  }
  throw new Error("it was not refused");
}

async function fetched(url, request = {}) {
  const response = await fetch(url, request);
  const text = await response.text();
  return { status: response.status, text, type: response.headers.get("content-type") };
}

async function claim(queue, taskQueueId = "p/w") {
  const { tasks } = await queue.claimWork(taskQueueId, { ...worker, tasks: 1 });
  return { ...tasks[0], id: tasks[0].status.taskId, queue: connect("Queue", { credentials: tasks[0].credentials }) };
}

// A task that runs, on a task queue of its own.
async function running(changes = {}) {
  const queue = connect("Queue");
  const taskQueueId = `p/w${++taskQueues}`;
  await queue.createTask(taskcluster.slugid(), definition({ taskQueueId, ...changes }));
  return await claim(queue, taskQueueId);
}

// A stream that keeps what is written to it.
function sink() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, content: () => Buffer.concat(chunks) };
}

const letters = (length) => Buffer.alloc(length, "0123456789abcdef\n");

const flows = {
  async clients() {
    const auth = connect("Auth");
    for (let i = 0; i < 5; i++) {
      const expires = later("1 day");
      const scopes = ["a:*", "auth:current-scopes"];
      await auth.createClient(`js/${i}`, { expires, description: `${i}`, scopes });
    }
    const pages = [];
    let continuationToken;
    do {
      const page = await auth.listClients({
        prefix: "js/",
        limit: 2,
        ...(continuationToken && { continuationToken }),
      });
      pages.push(page.clients.map(({ clientId }) => clientId));
      continuationToken = page.continuationToken;
    } while (continuationToken);
    const { accessToken } = await auth.resetAccessToken("js/1");
    const itself = connect("Auth", { credentials: { clientId: "js/1", accessToken } });
    const scopes = (await itself.currentScopes()).scopes;
    return { pages, scopes, removed: (await auth.deleteClient("js/1")) ?? null };
  },

  async temporary() {
    const scopes = ["auth:current-scopes", "secrets:get:js/*"];
    const start = taskcluster.fromNow("-1 minute");
    const expiry = taskcluster.fromNow("1 hour");
    const { credentials } = options;
    const found = {};
    for (const clientId of [undefined, "js/temporary"]) {
      const temporary = taskcluster.createTemporaryCredentials({ clientId, start, expiry, scopes, credentials });
      const auth = connect("Auth", { credentials: temporary });
      const limited = connect("Auth", { credentials: temporary, authorizedScopes: ["auth:current-scopes"] });
      const spoilt = { ...temporary, accessToken: `${temporary.accessToken}x` };
      found[clientId ?? "unnamed"] = {
        scopes: (await auth.currentScopes()).scopes,
        limited: (await limited.currentScopes()).scopes,
        refused: await refusal(auth.listClients()),
        spoilt: await refusal(connect("Auth", { credentials: spoilt }).currentScopes()),
      };
    }
    return found;
  },

  async tasks() {
    const queue = connect("Queue");
    const [taskGroupId, build, test] = [1, 2, 3].map(taskcluster.slugid);
    const task = definition({ taskGroupId });
    const again = [await queue.createTask(build, task), await queue.createTask(build, task)];
    await queue.createTask(test, definition({ taskGroupId, dependencies: [build] }));
    const conflict = await refusal(queue.createTask(build, { ...task, priority: "high" }));
    const states = [(await queue.status(test)).status.state];
    for (let i = 0; i < 2; i++) {
      const claimed = await claim(queue);
      const { takenUntil, credentials } = await claimed.queue.reclaimTask(claimed.id, claimed.runId);
      const renewed = connect("Queue", { credentials });
      const { status } = await renewed.reportCompleted(claimed.id, claimed.runId);
      states.push(status.state, new Date(takenUntil) > new Date(), claimed.id === [build, test][i]);
    }
    const members = [];
    for (let token; ; ) {
      const page = await queue.listTaskGroup(taskGroupId, { limit: 1, ...(token && { continuationToken: token }) });
      members.push(page.tasks.map(({ status }) => [build, test].indexOf(status.taskId)));
      if (!(token = page.continuationToken)) break;
    }
    return { idempotent: JSON.stringify(again[0]) === JSON.stringify(again[1]), conflict, states, members };
  },

  async artifacts() {
    const { id, runId, queue } = await running();
    const content = letters(100_000);
    const contentType = "text/plain; charset=utf-8";
    const made = await queue.createArtifact(id, runId, "public/a log.txt", {
      storageType: "s3",
      contentType,
      expires: later("1 hour"),
    });
    const put = { method: "PUT", body: content, headers: { "content-type": contentType } };
    const other = { ...put, headers: { "content-type": "text/html" } };
    const refused = (await fetched(made.putUrl, other)).status;
    const stored = (await fetched(made.putUrl, put)).status;
    const kept = sink();
    const reader = connect("Queue");
    const type = await taskcluster.downloadArtifact({
      taskId: id,
      runId,
      name: "public/a log.txt",
      queue: reader,
      retries: 0,
      streamFactory: async () => kept.stream,
    });
    const redirected = await fetched(reader.buildSignedUrl(reader.getLatestArtifact, id, "public/a log.txt"));
    return {
      refused,
      stored,
      type,
      same: kept.content().equals(content),
      redirected: redirected.status,
      sameRedirected: redirected.text === content.toString(),
      names: (await reader.listArtifacts(id, runId)).artifacts.map(({ name }) => name),
    };
  },

  async objects() {
    const object = connect("Object");
    const found = {};
    for (const size of [0, 8191, 8192, 300_000]) {
      const content = letters(size);
      const name = `public/js/${size}`;
      await taskcluster.upload({
        projectId: "p",
        name,
        contentType: "text/x-test",
        contentLength: size,
        expires: later("1 hour"),
        object,
        retries: 0,
        streamFactory: async () => Readable.from(size ? [content] : []),
      });
      const kept = sink();
      const streamFactory = async () => kept.stream;
      const type = await taskcluster.download({ name, object, retries: 0, streamFactory });
      found[size] = { type, same: kept.content().equals(content), ...(await object.object(name)) };
    }
    return found;
  },

  async objectArtifacts() {
    const { id, runId, queue } = await running();
    const content = letters(20_000);
    const expires = later("1 hour");
    const wanted = { storageType: "object", contentType: "text/x-test", expires };
    const made = await queue.createArtifact(id, runId, "public/data", wanted);
    await taskcluster.upload({
      projectId: made.projectId,
      uploadId: made.uploadId,
      name: made.name,
      contentType: "text/x-test",
      contentLength: content.length,
      expires: made.expires,
      object: connect("Object", { credentials: made.credentials }),
      retries: 0,
      streamFactory: async () => Readable.from([content]),
    });
    await queue.finishArtifact(id, runId, "public/data", { uploadId: made.uploadId });
    const kept = sink();
    const type = await taskcluster.downloadArtifact({
      taskId: id,
      name: "public/data",
      queue: connect("Queue"),
      retries: 0,
      streamFactory: async () => kept.stream,
    });
    return { type, same: kept.content().equals(content) };
  },

  async errorArtifacts() {
    const { id, runId, queue } = await running();
    const expires = later("1 hour");
    await queue.createArtifact(id, runId, "public/gone", {
      storageType: "error",
      reason: "file-missing-on-worker",
      message: "it is not there",
      expires,
    });
    try {
      const streamFactory = async () => sink().stream;
      const reader = connect("Queue");
      await taskcluster.downloadArtifact({ taskId: id, name: "public/gone", queue: reader, streamFactory });
    } catch ({ message, reason }) {
      return { message, reason };
    }
    throw new Error("it was downloaded");
  },

  async index() {
    const index = connect("Index");
    const taskId = taskcluster.slugid();
    const expires = later("1 hour");
    for (const [place, rank] of [["a", 2], ["a", 1], ["b.c", 0]]) {
      await index.insertTask(`js.${place}`, { taskId, rank, expires, data: { place, rank } });
    }
    const { queue, id, runId } = await running({ routes: ["index.js.routed"] });
    await queue.reportCompleted(id, runId);
    const { tasks } = await index.listTasks("js");
    return {
      best: (await index.findTask("js.a")).data,
      tasks: tasks.map(({ namespace }) => namespace),
      namespaces: (await index.listNamespaces("js")).namespaces.map(({ name }) => name),
      routed: (await index.findTask("js.routed")).taskId === id,
      missing: await refusal(index.findTask("js.none")),
    };
  },

  async secrets() {
    const secrets = connect("Secrets");
    const secret = { text: "é\u{1f512}", number: 1.5, none: null };
    await secrets.set("js/a b", { secret, expires: later("1 hour") });
    const found = (await secrets.get("js/a b")).secret;
    const { secrets: names } = await secrets.list();
    await secrets.remove("js/a b");
    const gone = await refusal(secrets.get("js/a b"));
    return { same: JSON.stringify(found) === JSON.stringify(secret), names, gone };
  },

  async signedUrls() {
    const secrets = connect("Secrets");
    await secrets.set("js/signed", { secret: { a: 1 }, expires: later("1 hour") });
    const url = secrets.buildSignedUrl(secrets.get, "js/signed");
    const auth = connect("Auth");
    const query = auth.buildSignedUrl(auth.listClients, { prefix: "none/", limit: 1 }, { expiration: 60 });
    const start = taskcluster.fromNow("-1 minute");
    const expiry = taskcluster.fromNow("1 hour");
    const scopes = ["secrets:get:js/signed"];
    const credentials = taskcluster.createTemporaryCredentials({ ...options, start, expiry, scopes });
    const temporary = connect("Secrets", { credentials });
    const answers = [
      url,
      query,
      temporary.buildSignedUrl(temporary.get, "js/signed"),
      temporary.buildSignedUrl(temporary.get, "js/other"),
      secrets.buildUrl(secrets.get, "js/signed"),
      url.replace("js%2Fsigned", "js%2Fothers"),
      secrets.buildSignedUrl(secrets.get, "js/signed", { expiration: -1 }),
    ];
    const found = [];
    for (const answer of await Promise.all(answers.map((one) => fetched(one)))) {
      const { code = null, secret = null, clients = null } = JSON.parse(answer.text);
      found.push([answer.status, code ?? secret ?? clients]);
    }
    return { found, put: (await fetched(url, { method: "PUT", body: "{}" })).status };
  },

  async errors() {
    const taskId = taskcluster.slugid();
    const nobody = { credentials: {} };
    const stranger = { credentials: { clientId: "js/stranger", accessToken: "none" } };
    return {
      missing: await refusal(connect("Queue").status(taskId)),
      nobody: await refusal(connect("Queue", nobody).createTask(taskId, definition())),
      stranger: await refusal(connect("Queue", stranger).createTask(taskId, definition())),
      payload: await refusal(connect("Queue").createTask(taskId, definition({ deadline: "soon" }))),
    };
  },
};

const results = {};
for (const [name, flow] of Object.entries(flows)) {
  try {
    results[name] = { found: await flow() };
  } catch (error) {
    results[name] = { error: `${error.stack}` };
  }
}
process.stdout.write(JSON.stringify(results));
