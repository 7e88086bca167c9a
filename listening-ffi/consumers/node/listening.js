// As much of listening.h as a Node program needs to begin with.

import koffi from "koffi";

// The program's own library if LISTENING_LIBRARY says so, else the system's.
const lib = koffi.load(process.env.LISTENING_LIBRARY ?? "liblistening.so.0");

koffi.opaque("listening_session");
koffi.opaque("listening_report");
const Config = koffi.struct("listening_config", {
  size: "size_t",
  sample_rate: "uint32_t",
  agent_channel: "int32_t",
  assessed: "int32_t",
  provisional: "int32_t",
  language: "int32_t",
  talker_prosody: "int32_t",
  calibration: "const char *",
  profile: "const char *",
  lexicon: "const char *",
  history: "double",
});
const Event = koffi.struct("listening_event", {
  size: "size_t",
  start: "double",
  end: "double",
  confidence: "double",
  reasons: "int32_t",
  kind: "int32_t",
  by: "int32_t",
  status: "int32_t",
  in_overlap: "int32_t",
  leak_suspect: "int32_t",
  id: koffi.array("char", 24, "String"),
  charged: "double",
});
const Score = koffi.struct("listening_score", {
  size: "size_t",
  value: "double",
  low: "double",
  high: "double",
  coverage: "double",
  rating: "const char *",
  rating_low: "const char *",
  rating_high: "const char *",
  status: "const char *",
  dimensions: "size_t",
});

const abiVersion = lib.func("uint32_t listening_abi_version()");
const statusName = lib.func("const char *listening_status_name(int32_t status)");
const statusText = lib.func("const char *listening_status_text(int32_t status)");
const kindName = lib.func("const char *listening_event_kind_name(int32_t kind)");
const eventStatusName = lib.func("const char *listening_event_status_name(int32_t status)");
const partyName = lib.func("const char *listening_party_name(int32_t party)");
const configInit = lib.func("int32_t listening_config_init(_Out_ listening_config *config, size_t size)");
const sessionNew = lib.func(
  "int32_t listening_session_new(const listening_config *config, _Out_ listening_session **session)",
);
const pushMulaw = lib.func(
  "int32_t listening_session_push_mulaw(listening_session *session, const uint8_t *interleaved, size_t frames)",
);
const pollEvent = lib.func("int32_t listening_session_poll_event(listening_session *session, _Inout_ listening_event *event)");
const lastReason = lib.func(
  "int32_t listening_session_last_event_reason(listening_session *session, size_t reason, _Out_ uint8_t *buffer, size_t capacity, size_t *needed)",
);
const lastError = lib.func(
  "int32_t listening_session_last_error(listening_session *session, _Out_ uint8_t *buffer, size_t capacity, size_t *needed)",
);
const sessionFinish = lib.func(
  "int32_t listening_session_finish(listening_session *session, _Out_ listening_report **report)",
);
const sessionFree = lib.func("void listening_session_free(listening_session *session)");
const reportJson = lib.func(
  "int32_t listening_report_json(listening_report *report, _Out_ const char **text, size_t *length)",
);
const reportScore = lib.func("int32_t listening_report_score(listening_report *report, _Inout_ listening_score *score)");
const reportFree = lib.func("void listening_report_free(listening_report *report)");

const OK = 0;
const NO_EVENT = 1;

if (abiVersion() !== 0) throw new Error("this wrapper is for the binary interface 0 of Listening");

/** What the library refuses; `code` is the name of the status, as "bad_config". */
export class ListeningError extends Error {
  constructor(status, text) {
    super(text || statusText(status));
    this.name = "ListeningError";
    this.code = statusName(status);
  }
}

const decoder = new TextDecoder();

/** A text that the library writes into a buffer; null where there is none. */
function filled(bytes, fill) {
  const buffer = Buffer.alloc(bytes);
  return fill(buffer) === OK ? decoder.decode(buffer.subarray(0, buffer.indexOf(0))) : null;
}

/** One call, heard as it comes. Close it when done; its report stays. */
export class Session {
  #raw;

  constructor({ sampleRate = 8000, agentChannel = 0 } = {}) {
    const config = {};
    configInit(config, koffi.sizeof(Config));
    const out = [null];
    const status = sessionNew({ ...config, sample_rate: sampleRate, agent_channel: agentChannel }, out);
    if (status < 0) throw new ListeningError(status);
    this.#raw = out[0];
  }

  /** Takes interleaved stereo in mu-law: left, right, left, right. It may hold any number of frames. */
  push(mulaw) {
    this.#done(pushMulaw(this.#raw, mulaw, mulaw.length >> 1));
  }

  /** The events that have become known. */
  *events() {
    const raw = { size: koffi.sizeof(Event), id: "" };
    while (this.#done(pollEvent(this.#raw, raw)) !== NO_EVENT) {
      const reasons = [];
      for (let text; (text = filled(128, (to) => lastReason(this.#raw, reasons.length, to, to.length, null))) !== null; ) {
        reasons.push(text);
      }
      const { id, start, end, kind, by, status } = raw;
      yield { id, start, end, kind: kindName(kind), by: partyName(by), status: eventStatusName(status), reasons };
    }
  }

  /** Ends the call and gives its report. The last events can still be read. */
  finish() {
    const out = [null];
    this.#done(sessionFinish(this.#raw, out));
    return new Report(out[0]);
  }

  close() {
    sessionFree(this.#raw);
    this.#raw = null;
  }

  #done(status) {
    if (status >= 0) return status;
    throw new ListeningError(status, filled(512, (to) => lastError(this.#raw, to, to.length, null)));
  }
}

/** What is said of a call. Close it when done. */
export class Report {
  #raw;

  constructor(raw) {
    this.#raw = raw;
  }

  /** The report in the schema listening.report/1. */
  get json() {
    const out = [null];
    reportJson(this.#raw, out, null);
    return out[0];
  }

  /** The score of the assessed party, 0 to 100; null where there was too little to score. */
  get score() {
    const score = { size: koffi.sizeof(Score) };
    reportScore(this.#raw, score);
    return Number.isNaN(score.value) ? null : score;
  }

  close() {
    reportFree(this.#raw);
    this.#raw = null;
  }
}

/** Hears a whole call of interleaved stereo in mu-law. */
export function analyze(mulaw, settings) {
  const session = new Session(settings);
  try {
    session.push(mulaw);
    return session.finish();
  } finally {
    session.close();
  }
}
