/** UTF-8 bytes of a text as Go's encoding/json writes it, without the quotes (contract S-22): what an object's size is measured in. */
export function goJsonBytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === '\\' || char === '\n' || char === '\t' || char === '\r' || char === '\b' || char === '\f') bytes += 2;
    else if (code < 0x20 || char === '<' || char === '>' || char === '&' || code === 0x2028 || code === 0x2029) bytes += 6;
    else bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
