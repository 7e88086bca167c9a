// Which files are of one call.

const BESIDE = /\.(rttm|stm|ctm|textgrid|eaf|cha|csv|jsonl|ndjson|json|txt)$/i;

/** Whether a file stands beside recordings, by its name. */
export function isBeside({ path }) {
  return BESIDE.test(path);
}

/**
 * The calls among files: each recording, with what is called like it. `{ path, recordings, beside }`.
 *
 * One recording takes all that is beside it, whatever that is called.
 */
export function calls(found) {
  const recordings = found.filter((each) => !isBeside(each));
  const beside = found.filter(isBeside);
  if (recordings.length <= 1) return [{ path: (recordings[0] ?? found[0]).path, recordings, beside }];
  return recordings.map((recording) => {
    const [folder, stem] = parts(recording.path);
    const near = beside.filter(({ path }) => {
      const [other, name] = parts(path);
      return (name === stem || name.startsWith(`${stem}.`)) && (other === folder || last(other) === last(folder));
    });
    return { path: recording.path, recordings: [recording], beside: near };
  });
}

function parts(path) {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1).replace(/\.[^.]*$/, "")];
}

function last(folder) {
  return folder.slice(folder.lastIndexOf("/") + 1);
}
