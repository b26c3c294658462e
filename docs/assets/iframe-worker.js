// Search in a site that is read from disk: browsers refuse workers there, so a hidden frame takes the worker's place.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget { // the theme's worker looks for this name
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = `<!doctype html><script>
        postMessage = data => frameElement.dispatchEvent(new MessageEvent("message", { data }));
        importScripts = (...urls) => urls.reduce((before, url) => before.then(() => new Promise((done, fail) => {
          const script = document.createElement("script");
          Object.assign(script, { src: url, onload: done, onerror: fail });
          document.head.append(script);
        })), Promise.resolve());
      </script><script src="${url}"></script>`;
      this.worker = new Promise(done => frame.addEventListener("load", () => done(frame.contentWindow)));
      frame.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
      document.body.append(frame);
    }

    postMessage(data) {
      this.worker.then(worker => worker.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
  window.Worker = window.IFrameWorker;
}
