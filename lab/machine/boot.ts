/** Boots a kernel in an emulated machine, without privileges, and gives what its console said. */
import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SWAP_BYTES = 64 * 1024 * 1024;
const OUTPUT_BYTES = 256 * 1024 * 1024;
/** Megabytes of each node of memory: the processor's own, and one to migrate to. */
const MEMORY = [768, 256] as const;
/** `no_timer_check`: on a busy host the timer comes late, and the kernel would take it for broken. */
const COMMAND_LINE =
  'console=ttyS0 quiet loglevel=4 nokaslr panic=-1 mitigations=off random.trust_cpu=on tsc=reliable no_timer_check reboot=t no5lvl numa_balancing=disable intel_iommu=on proc_mem.force_override=always';

/** The machine's disks: files. */
interface Disks {
  readonly swap: string;
  readonly output: string;
}

/** An empty disk. */
function newDisk(path: string, bytes: number): string {
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}

function drive(id: string, file: string): string[] {
  const options = `file=${file},if=none,id=${id},format=raw,cache=unsafe`;
  return ['-drive', options, '-device', `virtio-blk-pci,drive=${id}`];
}

/** What the programs printed: the text at the beginning of the second disk. */
function printed(output: string): string {
  const bytes = readFileSync(output);
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8');
}

function machine(qemu: string, kernel: string, initrd: string, { swap, output }: Disks): string[] {
  const image = readdirSync(kernel, { recursive: true, encoding: 'utf8' }).find((path) =>
    /(^|\/)vmlinuz[^/]*$/.test(path),
  );
  if (!image) throw new Error(`no kernel image in ${kernel}`);
  const firmware = ['qemu', 'seabios', '../lib/ipxe/qemu'].flatMap((name) => ['-L', join(qemu, 'usr/share', name)]);
  return [
    ...firmware,
    ...[
      '-M',
      'q35',
      '-accel',
      'tcg',
      '-cpu',
      'max',
      '-m',
      `${MEMORY[0] + MEMORY[1]}`,
      '-smp',
      '1',
      '-nodefaults',
      '-no-user-config',
    ],
    ...MEMORY.flatMap((size, i) => ['-object', `memory-backend-ram,id=m${i},size=${size}M`]),
    ...['-numa', 'node,nodeid=0,memdev=m0,cpus=0', '-numa', 'node,nodeid=1,memdev=m1'],
    ...['-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...drive('d0', swap),
    ...drive('d1', output),
    ...['-device', 'intel-iommu,intremap=off', '-device', 'edu'],
    ...['-kernel', join(kernel, image), '-initrd', initrd, '-append', COMMAND_LINE],
  ];
}

/** Boots and waits for the end; after `seconds` the machine is ended, and what it said so far is given. */
export function boot(qemu: string, kernel: string, initrd: string, seconds: number): Promise<string> {
  const disks = { swap: newDisk(`${initrd}.swap`, SWAP_BYTES), output: newDisk(`${initrd}.output`, OUTPUT_BYTES) };
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((name) => join(qemu, name)).join(':');
  return new Promise((resolve, reject) => {
    const child = spawn(join(qemu, 'usr/bin/qemu-system-x86_64'), machine(qemu, kernel, initrd, disks), {
      env: { ...process.env, LD_LIBRARY_PATH: libraries },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      const console = Buffer.concat(chunks).toString('utf8').replaceAll('\r', '');
      resolve(`${console}\n${printed(disks.output)}`);
    });
  });
}
