// Files as they are dropped or chosen, with their folders.

const HIDDEN = /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/i;

/** `{ file, path }` of what was chosen. */
export function chosen(list) {
  return visible([...list].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
}

/** `{ file, path }` of what was dropped, folders with all that is in them. */
export async function dropped(transfer) {
  // Entries are there only until the event is over.
  const entries = [...transfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry());
  if (entries.length === 0 || entries.some((entry) => entry === null)) return chosen(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return visible(found);
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
