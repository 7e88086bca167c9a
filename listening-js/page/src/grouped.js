// Which files are of one call.

const BESIDE = /\.(rttm|stm|ctm|textgrid|eaf|cha|csv|jsonl|ndjson|json|txt)$/i;

/** What recordings in a folder are called; what else lies there is left out. */
const RECORDING = /\.(wav|wave|rf64|w64|mp3|mp4|m4a|aac|ogg|oga|opus|flac|webm|mka|mkv|mov|3gp|aif|aiff|aifc|au|snd|caf|amr|gsm|wma)$/i;

/** Of files, those that are worth a look: all that were given by themselves, and of folders what is called like a recording. */
export function worthALook(found) {
  return found.filter((each) => !each.path.includes("/") || isBeside(each) || RECORDING.test(each.path));
}

/** Paths from the folder on that all of the files are in. */
export function within(found) {
  const top = found[0]?.path.split("/")[0];
  const shared = found.length > 0 && found.every(({ path }) => path.startsWith(`${top}/`));
  return shared ? found.map((each) => ({ ...each, folder: top, path: each.path.slice(top.length + 1) })) : found;
}

/** Whether a file accompanies recordings, by its name. */
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
    return { path: recording.path, folder: recording.folder, recordings: [recording], beside: near };
  });
}

function parts(path) {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1).replace(/\.[^.]*$/, "")];
}

function last(folder) {
  return folder.slice(folder.lastIndexOf("/") + 1);
}
