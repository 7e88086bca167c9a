/** A file as the module reads it, piece by piece: its size does not matter. Only a Worker can read so. */
export function bytesOf(file) {
  const reader = new FileReaderSync();
  return {
    size: file.size,
    read: (at, length) => new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + length))),
  };
}
