/** Boots a kernel in an emulated machine, without privileges, and gives what its console said. */
import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SWAP_BYTES = 64 * 1024 * 1024;
/** Megabytes of each node of memory: the processor's own, and one to migrate to. */
const MEMORY = [768, 256] as const;
/** `no_timer_check`: on a busy host the timer comes late, and the kernel would take it for broken. */
const COMMAND_LINE =
  'console=ttyS0 quiet loglevel=4 nokaslr panic=-1 mitigations=off random.trust_cpu=on tsc=reliable no_timer_check reboot=t no5lvl numa_balancing=disable proc_mem.force_override=always';

function machine(qemu: string, kernel: string, initrd: string, disk: string): string[] {
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
    ...['-drive', `file=${disk},if=none,id=d0,format=raw,cache=unsafe`, '-device', 'virtio-blk-pci,drive=d0'],
    ...['-kernel', join(kernel, image), '-initrd', initrd, '-append', COMMAND_LINE],
  ];
}

/** Boots and waits for the end; after `seconds` the machine is ended, and what it said so far is given. */
export function boot(qemu: string, kernel: string, initrd: string, seconds: number): Promise<string> {
  const disk = `${initrd}.swap`;
  const file = openSync(disk, 'w');
  ftruncateSync(file, SWAP_BYTES);
  closeSync(file);
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((name) => join(qemu, name)).join(':');
  return new Promise((resolve, reject) => {
    const child = spawn(join(qemu, 'usr/bin/qemu-system-x86_64'), machine(qemu, kernel, initrd, disk), {
      env: { ...process.env, LD_LIBRARY_PATH: libraries },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8').replaceAll('\r', ''));
    });
  });
}
