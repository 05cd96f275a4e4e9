// A file system of one file that nobody writes, for SQLite: https://www.sqlite.org/vfs.html
export function readFrom(sqlite3, file) {
  const { capi, wasm } = sqlite3;
  const usual = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
  const vfs = new capi.sqlite3_vfs();
  const io = new capi.sqlite3_io_methods();
  io.$iVersion = 1;
  vfs.$iVersion = 1;
  vfs.$szOsFile = capi.sqlite3_file.structInfo.sizeof;
  vfs.$mxPathname = usual.$mxPathname;
  vfs.$xRandomness = usual.$xRandomness;
  vfs.$xSleep = usual.$xSleep;
  vfs.$xCurrentTime = usual.$xCurrentTime;
  vfs.addOnDispose((vfs.$zName = wasm.allocCString("host")));

  const fine = () => 0;
  const refused = () => capi.SQLITE_READONLY;
  const tell = (pointer, value) => {
    wasm.poke32(pointer, value);
    return 0;
  };
  const ioMethods = {
    xClose: fine,
    xRead(_, into, count, position) {
      try {
        const got = file.read(wasm.heap8u().subarray(Number(into), Number(into) + count), Number(position));
        if (got === count) return 0;
        wasm.heap8u().fill(0, Number(into) + got, Number(into) + count);
        return capi.SQLITE_IOERR_SHORT_READ;
      } catch (error) {
        console.warn(error.message);
        return capi.SQLITE_IOERR_READ;
      }
    },
    xWrite: refused,
    xTruncate: refused,
    xSync: fine,
    xFileSize(_, size) {
      wasm.poke64(size, BigInt(file.size));
      return 0;
    },
    xLock: fine,
    xUnlock: fine,
    xCheckReservedLock: (_, held) => tell(held, 0),
    xFileControl: () => capi.SQLITE_NOTFOUND,
    xSectorSize: () => 4096,
    xDeviceCharacteristics: () => capi.SQLITE_IOCAP_IMMUTABLE,
  };
  const vfsMethods = {
    xOpen(_, __, pointer, ___, flags) {
      const opened = new capi.sqlite3_file(pointer);
      opened.$pMethods = io.pointer;
      opened.dispose();
      return flags ? tell(flags, capi.SQLITE_OPEN_READONLY) : 0;
    },
    xDelete: refused,
    xAccess: (_, __, ___, there) => tell(there, 0),
    xFullPathname: (_, name, room, into) => (wasm.cstrncpy(into, name, room) < room ? 0 : capi.SQLITE_CANTOPEN),
    xGetLastError: fine,
  };
  sqlite3.vfs.installVfs({ io: { struct: io, methods: ioMethods }, vfs: { struct: vfs, methods: vfsMethods } });
}
