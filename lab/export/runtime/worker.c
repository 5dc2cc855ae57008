/*
 * The runtime of an exported scenario. Every process of the scenario is a worker that does one system call at a time as
 * the controller tells it through a pipe; the controller itself maps none of the scenario's memory, so it never counts.
 * As root, /proc/kcore and the kernel's BTF show what became of every page.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <endian.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/nbd.h>
#include <linux/userfaultfd.h>
#include <linux/vfio.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

/* A scenario uses some of what follows. */
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-variable"
typedef uint64_t u64;
#define PAGE 4096UL
/* Address A of the scenario is BASE + A here: low addresses may not be mapped. */
#define BASE 0x10000000000UL
#define MAX_PROCESSES 16
#define MAX_REFS 32
#define MAX_REF_PAGES 512
#define MAX_FILES 16
#define MAX_PAGES 4096
#define SEEN 32768

enum op { READ, WRITE, FORK, EXIT, MAP, UNMAP, REMAP, PROTECT, ADVISE, SPLICE, REGISTER, VM_READ, VM_WRITE, UFFD, EXEC, DEVICE, DEVICE_END, DIRECT, REAP, DIRECT_READ, DIRECT_WRITE };
struct command { enum op op; u64 a, b, c, d, e; };
struct answer { long result; int error; };

static struct worker { int pid, alive, blocked, to, from, command_fd, answer_fd, uffd, uffd_mode; u64 table; } workers[MAX_PROCESSES];
static struct ref { int pipe[2], ring, kind, pages, count, process; u64 address, pfn[MAX_REF_PAGES]; const char *name; u64 length, sent; } refs[MAX_REFS];
static int files[MAX_FILES];
static u64 watched[MAX_PAGES];
static const char *names[MAX_PROCESSES];
static int watched_count, process_count, ref_count, test_number, failures, stopped;

/* A range of the scenario's memory that the observer looks at; ranges come ascending. */
static void watch(u64 address, int pages) {
  while (pages-- > 0 && watched_count < MAX_PAGES) watched[watched_count++] = address, address += PAGE;
}

static int write_text(const char *path, const char *text) {
  int f = open(path, O_WRONLY), ok = f >= 0 && write(f, text, strlen(text)) == (long)strlen(text);
  if (f >= 0) close(f);
  return ok ? 0 : -1;
}

/* The number that a file of the kernel holds; -1 where there is none. */
static long number_in(const char *path) {
  long number = -1;
  FILE *f = fopen(path, "r");
  if (f && fscanf(f, "%ld", &number) != 1) number = -1;
  if (f) fclose(f);
  return number;
}

/* The running kernel as major * 1000 + minor. */
static int kernel_version(void) {
  struct utsname u;
  int major = 0, minor = 0;
  uname(&u);
  if (sscanf(u.release, "%d.%d", &major, &minor) != 2) return 0;
  return major * 1000 + minor;
}

/* ---- workers ---- */
static sigjmp_buf on_fault;
static void faulted(int signal) { siglongjmp(on_fault, signal); }

static long work(const struct command *c);

static void worker_loop(int number) {
  struct command c;
  struct answer r;
  signal(SIGSEGV, faulted);
  signal(SIGBUS, faulted);
  signal(SIGCHLD, SIG_IGN);
  while (read(workers[number].command_fd, &c, sizeof c) == sizeof c) {
    int caught = sigsetjmp(on_fault, 1);
    errno = 0;
    r.result = caught ? -1 : work(&c);
    r.error = caught ? -caught : r.result == -1 ? errno : 0;
    if (write(workers[number].answer_fd, &r, sizeof r) != sizeof r) break;
    if (c.op == EXIT) break;
  }
  _exit(0);
}

/* Of a process: where its asynchronous I/O is told of. A child has none of it. */
static struct { aio_context_t queue; int pid; } transfers;
static long begin_transfer(const struct command *c) {
  struct iocb block = {.aio_lio_opcode = c->e ? IOCB_CMD_PREAD : IOCB_CMD_PWRITE, .aio_fildes = (uint32_t)c->c}, *one = &block;
  struct io_event event;
  struct timespec now = {0, 0};
  block.aio_buf = c->a, block.aio_nbytes = c->b, block.aio_offset = (int64_t)c->d;
  if (transfers.pid != getpid()) {
    transfers.queue = 0, transfers.pid = getpid();
    if (syscall(SYS_io_setup, 32, &transfers.queue)) return -1;
  }
  if (syscall(SYS_io_submit, transfers.queue, 1, &one) != 1) return -1;
  if (syscall(SYS_io_getevents, transfers.queue, 0, 1, &event, &now) != 1) return 0;
  errno = event.res < 0 ? (int)-event.res : EIO;
  return -1;
}
static long end_transfer(void) {
  struct io_event event;
  struct timespec most = {1, 0};
  return syscall(SYS_io_getevents, transfers.queue, 1, 1, &event, &most) == 1 ? 0 : -1;
}

static long work(const struct command *c) {
  struct iovec here, there;
  unsigned char byte = (unsigned char)c->c;
  volatile unsigned char *at = (volatile unsigned char *)c->a;
  void *p;
  int fd;
  switch (c->op) {
  case READ:
    return *at;
  case WRITE:
    *at = byte;
    return 0;
  case FORK: {
    int pid = fork();
    if (pid == 0) worker_loop((int)c->a);
    return pid;
  }
  case EXIT:
    return 0;
  case MAP:
    p = mmap((void *)c->a, c->b, (int)c->c, (int)c->d | MAP_FIXED, (int)c->e, 0);
    return p == MAP_FAILED ? -1 : 0;
  case UNMAP:
    return munmap((void *)c->a, c->b);
  case REMAP:
    p = mremap((void *)c->a, c->b, c->b, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)c->c);
    return p == MAP_FAILED ? -1 : 0;
  case PROTECT:
    return mprotect((void *)c->a, c->b, (int)c->c);
  case ADVISE:
    return madvise((void *)c->a, c->b, (int)c->c);
  case SPLICE:
    here = (struct iovec){(void *)c->a, c->b};
    return vmsplice((int)c->c, &here, 1, SPLICE_F_NONBLOCK) == (long)c->b ? 0 : -1;
  case REGISTER:
    here = (struct iovec){(void *)c->a, c->b};
    return syscall(SYS_io_uring_register, (int)c->c, IORING_REGISTER_BUFFERS, &here, 1) < 0 ? -1 : 0;
  case DEVICE_END: {
    struct vfio_iommu_type1_dma_unmap unmap = {sizeof unmap, 0, c->a, c->b};
    return ioctl((int)c->c, VFIO_IOMMU_UNMAP_DMA, &unmap) || unmap.size != c->b ? -1 : 0;
  }
  case DIRECT:
    return begin_transfer(c);
  case REAP:
    return end_transfer();
  case DIRECT_READ:
  case DIRECT_WRITE:
    return -1;
  case DEVICE: {
    struct vfio_iommu_type1_dma_map map = {sizeof map, VFIO_DMA_MAP_FLAG_READ, c->a, c->d, c->b};
    return ioctl((int)c->c, VFIO_IOMMU_MAP_DMA, &map) < 0 ? -1 : 0;
  }
  case VM_READ:
  case VM_WRITE:
    here = (struct iovec){&byte, 1};
    there = (struct iovec){(void *)c->a, 1};
    if (c->op == VM_READ) return process_vm_readv((int)c->b, &here, 1, &there, 1, 0) == 1 ? byte : -1;
    return process_vm_writev((int)c->b, &here, 1, &there, 1, 0) == 1 ? 0 : -1;
  case EXEC: {
    char in[16], out[16];
    snprintf(in, sizeof in, "%ld", (long)c->a);
    snprintf(out, sizeof out, "%ld", (long)c->b);
    execl("/proc/self/exe", "worker", in, out, (char *)0);
    return -1;
  }
  case UFFD: {
    struct uffdio_api api = {.api = UFFD_API, .features = c->a};
    fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    return fd < 0 || ioctl(fd, UFFDIO_API, &api) ? -1 : fd;
  }
  }
  return -1;
}

/* Waits for the answer to a command; a process that userfaultfd holds does not answer: result -2. */
static struct answer collect(int process, int milliseconds) {
  struct pollfd p = {workers[process].from, POLLIN, 0};
  struct answer r = {-1, EIO};
  workers[process].blocked = 0;
  if (poll(&p, 1, milliseconds) == 0) {
    workers[process].blocked = 1;
    r.result = -2;
  } else if (read(workers[process].from, &r, sizeof r) != sizeof r) r.error = EIO;
  return r;
}

static struct answer tell(int process, struct command c) {
  if (write(workers[process].to, &c, sizeof c) != sizeof c) return (struct answer){-1, EIO};
  return collect(process, 5000);
}

static void drain(void) {
  /* Fill the per-CPU batches with other pages, so that no page of the scenario is left in them. */
  char *p = mmap(0, 128 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(p, 128 * PAGE, MADV_NOHUGEPAGE);
  for (int i = 0; i < 128; i++) p[i * PAGE] = 1;
  /* The batches of MADV_FREE fill with nothing of this: lru_add_drain, with which other advice begins, empties them. */
  madvise(p, 128 * PAGE, MADV_COLD);
  munmap(p, 128 * PAGE);
}
