// A file on a host, read piece by piece and at once, as SQLite wants it: for workers, which alone may wait.
const BLOCK = 32 * 1024;
const MOST_AHEAD = 32; // blocks in one request, when they are read one after the other
const MOST_KEPT = 2048; // blocks
export const WHOLE = 50e6; // bytes: a file that is no larger is loaded whole

// What there is at an address: its size, and either its bytes or the pieces that the host gives. `always` asks for pieces
// of a small file too.
export async function reach(url, { always = false, onBytes = () => {} } = {}) {
  const given = new AbortController();
  // Past the browser's cache, which gives parts of what it keeps whole, whatever the host does.
  const response = await fetch(url, { headers: { Range: "bytes=0-0" }, cache: "no-store", signal: given.signal });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const ranged = response.status === 206;
  const size = Number(ranged ? response.headers.get("content-range")?.split("/")[1] : response.headers.get("content-length"));
  given.abort();
  if (ranged && (always || size > WHOLE)) return new Pieces(url, size, onBytes);
  if (size > WHOLE) throw new RangeError(`${Math.round(size / 1e6)} MB`);
  const whole = await fetch(url);
  const bytes = new Uint8Array(await whole.arrayBuffer());
  onBytes(bytes.length, 1);
  return new Whole(bytes, ranged);
}

class Whole {
  constructor(bytes, ranged) {
    Object.assign(this, { bytes, ranged, whole: true, size: bytes.length });
  }

  read(into, position) {
    const piece = this.bytes.subarray(position, position + into.length);
    into.set(piece);
    return piece.length;
  }
}

class Pieces {
  constructor(url, size, onBytes) {
    Object.assign(this, { url, size, onBytes, ranged: true, whole: false, kept: new Map(), next: -1, ahead: 1 });
  }

  // As many bytes as there are from `position` on, and how many they are.
  read(into, position) {
    const end = Math.min(position + into.length, this.size);
    for (let at = position; at < end; ) {
      const number = Math.floor(at / BLOCK);
      const from = at - number * BLOCK;
      const piece = this.block(number).subarray(from, from + end - at);
      into.set(piece, at - position);
      at += piece.length;
    }
    return Math.max(0, end - position);
  }

  block(number) {
    const known = this.kept.get(number);
    if (known) {
      this.kept.delete(number); // and back to the end: what is used stays longest
      this.kept.set(number, known);
      return known;
    }
    this.ahead = number === this.next ? Math.min(2 * this.ahead, MOST_AHEAD) : 1;
    this.next = number + this.ahead;
    const bytes = this.asked(number * BLOCK, Math.min(this.next * BLOCK, this.size));
    for (let at = 0; at < this.ahead; at++) this.kept.set(number + at, bytes.subarray(at * BLOCK, (at + 1) * BLOCK));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    return this.kept.get(number);
  }

  asked(start, end) {
    const request = new XMLHttpRequest();
    request.open("GET", this.url, false);
    request.responseType = "arraybuffer";
    request.setRequestHeader("Range", `bytes=${start}-${end - 1}`);
    request.send();
    if (request.status !== 206 || request.response.byteLength !== end - start) throw new Error(`${request.status} ${this.url}`);
    this.onBytes(end - start, 1);
    return new Uint8Array(request.response);
  }
}
