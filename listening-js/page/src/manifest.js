// A table of calls: whose each call was, and when. docs/batch.md has its form.

/** Rows of a CSV file, each a list of cells. */
export function rows(text) {
  const found = [[""]];
  let quoted = false;
  for (let k = text.charCodeAt(0) === 0xfeff ? 1 : 0; k < text.length; k += 1) {
    const row = found.at(-1);
    const letter = text[k];
    if (letter === '"') {
      if (quoted && text[k + 1] === '"') row[row.length - 1] += text[(k += 1)];
      else quoted = !quoted;
    } else if (letter === "," && !quoted) row.push("");
    else if (letter === "\n" && !quoted) found.push([""]);
    else if (letter !== "\r" || quoted) row[row.length - 1] += letter;
  }
  return found.filter((row) => row.length > 1 || row[0] !== "");
}

/** Agents and times by the end of a call's path, of the first manifest among files; null where there is none. */
export async function manifest(found) {
  for (const { file } of found) {
    if (!/\.csv$/i.test(file.name)) continue;
    const [names, ...lines] = rows(await file.text());
    const [id, agent, time] = ["call_id", "agent", "time"].map((name) => names?.indexOf(name) ?? -1);
    if (id < 0 || agent < 0) continue;
    const known = new Map(lines.map((line) => [line[id], { agent: line[agent] || null, time: line[time] || null }]));
    return ({ path }) => {
      for (let at = 0; at >= 0; at = path.indexOf("/", at) + 1 || -1) {
        const entry = known.get(path.slice(at));
        if (entry) return entry;
      }
      return null;
    };
  }
  return null;
}
