// Files as they are dropped or chosen, with their folders.

const HIDDEN = /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/i;

/** `{ file, path }` of what was chosen. */
export function chosen(list) {
  return visible([...list].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
}

/**
 * `{ file, path }` of what was dropped, folders with all that is in them.
 *
 * Chromium's entries cannot be read on a page that was opened from a disk; its handles can. Firefox and Safari have entries alone.
 */
export async function dropped(transfer) {
  // All of these are there only until the event is over.
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const files = chosen(transfer.files);
  const handles = items.map((item) => item.getAsFileSystemHandle?.());
  const entries = items.map((item) => item.webkitGetAsEntry?.());
  const found = [];
  if (handles.length > 0 && handles.every(Boolean)) {
    for (const handle of handles) await unfold(await handle, "", found);
  } else if (entries.length > 0 && entries.every(Boolean)) {
    for (const entry of entries) await walk(entry, found);
  } else {
    return files;
  }
  return visible(found);
}

async function unfold(handle, folder, found) {
  const path = folder + handle.name;
  if (handle.kind === "file") {
    found.push({ file: await handle.getFile(), path });
    return;
  }
  for await (const inner of handle.values()) await unfold(inner, `${path}/`, found);
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // At most a hundred at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, found);
  }
}

function visible(found) {
  return found.filter(({ path }) => !HIDDEN.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
