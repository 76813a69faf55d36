// Pieces that were packed for the way: a base64 text of gzip.
export async function unpackedBytes(packed) {
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The JSON in it.
export const unpacked = async (packed) => JSON.parse(new TextDecoder().decode(await unpackedBytes(packed)));
