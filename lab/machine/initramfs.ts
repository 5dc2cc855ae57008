/** The first file system of a lab machine: its init, the modules for its disk, and the programs to run. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib';

/** Modules that the lab wants where they are not built in: for its disks, for read pins of a device, and for transfers in flight. */
const WANTED = ['virtio_pci', 'virtio_blk', 'vfio_iommu_type1', 'vfio_pci', 'nbd'];

/** What modules are told. */
const PARAMETERS: Readonly<Record<string, string>> = {
  vfio_iommu_type1: 'allow_unsafe_interrupts=1',
  nbd: 'nbds_max=1 max_part=0',
};

const DIRECTORY = 0o40755;
const PROGRAM = 0o100755;
const CONSOLE = 0o20600;
const LINK = 0o120777;

/** One entry of a newc cpio archive. */
function entry(
  name: string,
  mode: number,
  data: Buffer = Buffer.alloc(0),
  device: readonly [number, number] = [0, 0],
): Buffer {
  const fields = [1, mode, 0, 0, 1, 0, data.length, 0, 0, ...device, name.length + 1, 0];
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`;
  return Buffer.concat([padded(Buffer.from(head)), padded(data)]);
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}

/** A module as it is loaded. `xz` is the machine's, else the one that came with qemu. */
function unpacked(path: string, qemu: string): Buffer {
  const data = readFileSync(path);
  if (path.endsWith('.gz')) return gunzipSync(data);
  if (path.endsWith('.zst')) return zstdDecompressSync(data);
  if (!path.endsWith('.xz')) return data;
  const env = { ...process.env, PATH: `${process.env.PATH}:${join(qemu, 'usr/bin')}` };
  return execFileSync('xz', ['-dc', path], { maxBuffer: 1 << 28, env });
}

/** Wanted modules and what they depend on, in the order in which they are inserted. */
function modules(kernel: string, qemu: string): { name: string; parameters: string; data: Buffer }[] {
  const files = readdirSync(kernel, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ko(\.\w+)?$/.test(path));
  const byName = new Map(
    files.map((path) => [
      basename(path)
        .replace(/\.ko.*/, '')
        .replaceAll('-', '_'),
      path,
    ]),
  );
  const done = new Map<string, Buffer>();
  const add = (name: string) => {
    const path = byName.get(name);
    if (!path || done.has(name)) return;
    const data = unpacked(join(kernel, path), qemu);
    const depends = /\0depends=([^\0]*)/.exec(data.toString('latin1'))?.[1] ?? '';
    for (const other of depends.split(',')) add(other.replaceAll('-', '_'));
    done.set(name, data);
  };
  WANTED.forEach(add);
  return [...done].map(([name, data]) => ({ name: `modules/${name}.ko`, parameters: PARAMETERS[name] ?? '', data }));
}

/** The programs; one that stands under several names lies there once, the other names are links to it. */
function programEntries(programs: ReadonlyMap<string, Buffer>): Buffer[] {
  const first = new Map<Buffer, string>();
  return [...programs].map(([name, data]) => {
    const known = first.get(data);
    if (known !== undefined) return entry(`scenarios/${name}`, LINK, Buffer.from(known));
    first.set(data, name);
    return entry(`scenarios/${name}`, PROGRAM, data);
  });
}

/** The archive, compressed: `programs` by the names that the results carry. */
export function initramfs(kernel: string, qemu: string, init: Buffer, programs: ReadonlyMap<string, Buffer>): Buffer {
  const drivers = modules(kernel, qemu);
  const list = Buffer.from(drivers.map(({ name, parameters }) => `/${name} ${parameters}\n`).join(''));
  const parts = [
    ...['dev', 'proc', 'sys', 'modules', 'scenarios'].map((name) => entry(name, DIRECTORY)),
    entry('dev/console', CONSOLE, undefined, [5, 1]),
    entry('init', PROGRAM, init),
    entry('modules/list', PROGRAM, list),
    ...drivers.map(({ name, data }) => entry(name, PROGRAM, data)),
    ...programEntries(programs),
    entry('TRAILER!!!', 0),
  ];
  return gzipSync(Buffer.concat(parts), { level: 1 });
}
