// Listens to a call in a page: two nodes of one audio context, the agent and the customer, and what is found of them.

/**
 * Begins to listen. `agent` and `customer` are nodes of `context`: a microphone, a tab, a remote track, a file.
 *
 * @param {BaseAudioContext} context
 * @param {{ agent: AudioNode, customer: AudioNode }} parties
 * @param {(found: { events: object[], snapshot?: object }) => void} onFound Called with the events of each piece and the state of the call.
 * @param {object} [options] Those of a `Session`: `words`, `language`, `decisions`, ...
 */
export async function listen(context, { agent, customer }, onFound, options = {}) {
  await context.audioWorklet.addModule(new URL("./capture.js", import.meta.url));
  const capture = new AudioWorkletNode(context, "listening-capture", {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    // Each party is one channel, however many its source has.
    channelCount: 1,
    channelCountMode: "explicit",
  });
  const worker = new Worker(new URL("./engine.js", import.meta.url), { type: "module" });
  const { port1, port2 } = new MessageChannel();
  const answers = { ready: null, report: null };
  const until = (name) =>
    new Promise((resolve, reject) => {
      answers[name] = resolve;
      worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
    });
  worker.onmessage = ({ data }) => {
    if (data.ready) answers.ready();
    if (data.events) onFound(data);
    if (data.report) answers.report(JSON.parse(data.report));
  };
  const ready = until("ready");
  worker.postMessage({ begin: { ...options, sampleRate: context.sampleRate }, port: port1 }, [port1]);
  await ready;
  const hears = new Promise((resolve) => (capture.port.onmessage = resolve));
  capture.port.postMessage({ port: port2 }, [port2]);
  await hears;
  agent.connect(capture, 0, 0);
  customer.connect(capture, 0, 1);
  // Its output is silent: a node is only rendered where it leads somewhere.
  capture.connect(context.destination);
  return {
    capture,
    /** Stops, and gives the report. */
    async stop() {
      capture.port.postMessage({ flush: true });
      // What the audio thread sent by now reaches the Worker before it is asked to end.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const report = until("report");
      worker.postMessage({ end: true });
      const found = await report;
      capture.disconnect();
      agent.disconnect(capture);
      customer.disconnect(capture);
      worker.terminate();
      return found;
    },
  };
}
