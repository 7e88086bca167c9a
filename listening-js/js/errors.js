/** Something was refused. `message` says what came, what was expected and what to do; `code` says what was refused. */
export class ListeningError extends Error {
  /**
   * @param {string} code `config`, `audio`, `talkspurts`, `words`, `mark`, `report`, `calibration`, `stream` or `ended`.
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "ListeningError";
    this.code = code;
  }
}

/** Calls the engine; what it refuses is thrown as a `ListeningError`. */
export function asked(call) {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && error.name === "ListeningError" && !(error instanceof ListeningError)) {
      throw new ListeningError(error.code, error.message);
    }
    throw error;
  }
}
