/** Whether a text is an IPv4 or IPv6 address, without brackets and zone. */
export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** The eight groups of an IPv6 address, in one spelling for all of its spellings; undefined for another text. */
export function canonicalIpv6(text: string): string | undefined {
  if (!isIpv6(text)) return undefined;
  const [head = '', tail] = text.split('::').map((half) => half.replace(/\d+\.\d+\.\d+\.\d+$/, asGroups));
  const groups = (half: string): readonly string[] =>
    half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16).toString(16));
  const [first, last] = [groups(head), groups(tail ?? '')];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last].join(':');
}

function asGroups(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = !text.endsWith('::') && isIpv4(last);
  const hex = embedded ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const size = hex.length + (embedded ? 2 : 0);
  return halves.length === 2 ? size <= 7 : size === 8;
}
