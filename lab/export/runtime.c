/*
 * The runtime of an exported scenario. Every process of the scenario is a worker that does one system call at a time as
 * the controller tells it through a pipe; the controller itself maps none of the scenario's memory, so it never counts.
 * As root, /proc/kcore and the kernel's BTF show what became of every page.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/userfaultfd.h>
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
#define MAX_FILES 16
#define MAX_PAGES 128

enum op { READ, WRITE, FORK, EXIT, MAP, UNMAP, REMAP, PROTECT, ADVISE, SPLICE, REGISTER, VM_READ, VM_WRITE, UFFD, EXEC };
struct command { enum op op; u64 a, b, c, d, e; };
struct answer { long result; int error; };

static struct worker { int pid, alive, blocked, to, from, command_fd, answer_fd, uffd; u64 table; } workers[MAX_PROCESSES];
static struct ref { int pipe[2], ring, kind, pages, process; u64 address, pfn[16]; const char *name; u64 length; } refs[MAX_REFS];
static int files[MAX_FILES];
static u64 watched[MAX_PAGES];
static const char *names[MAX_PROCESSES];
static int watched_count, process_count, ref_count, test_number, failures, stopped;

static int write_text(const char *path, const char *text) {
  int f = open(path, O_WRONLY), ok = f >= 0 && write(f, text, strlen(text)) == (long)strlen(text);
  if (f >= 0) close(f);
  return ok ? 0 : -1;
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
    struct uffdio_api api = {.api = UFFD_API, .features = UFFD_FEATURE_PAGEFAULT_FLAG_WP};
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

/* ---- the observer: kcore, BTF, page tables ---- */
static int kcore = -1, can_see;
static struct { u64 address, size, offset; } segments[256];
static int segment_count;
static char *btf;
static const char *btf_names;
static uint32_t *types[400000];
static uint32_t type_count = 1;
/* Where the kernel keeps what is looked at: byte offsets in its structures, and addresses. */
static struct {
  u64 vmemmap_start, direct_map, init_task;
  long at_count, at_mapcount, at_flags, page_size, at_mm, at_pgd, at_pid, at_tasks, exclusive_bit;
} layout;

static int kernel_read(u64 address, void *to, size_t length) {
  for (int i = 0; i < segment_count; i++)
    if (address >= segments[i].address && address + length <= segments[i].address + segments[i].size)
      return pread(kcore, to, length, (off_t)(segments[i].offset + address - segments[i].address)) == (long)length ? 0 : -1;
  return -1;
}
static u64 kernel_word(u64 address) {
  u64 v = 0;
  return kernel_read(address, &v, 8) ? 0 : v;
}
static int kernel_int(u64 address) {
  int v = 0;
  return kernel_read(address, &v, 4) ? -1 : v;
}
static u64 symbol(const char *name) {
  char line[512], found[256], kind;
  unsigned long address;
  FILE *f = fopen("/proc/kallsyms", "r");
  if (!f) return 0;
  while (fgets(line, sizeof line, f))
    if (sscanf(line, "%lx %c %255s", &address, &kind, found) == 3 && !strcmp(found, name)) {
      fclose(f);
      return address;
    }
  fclose(f);
  return 0;
}

static unsigned kind_of(const uint32_t *t) { return t[1] >> 24 & 31; }
static unsigned members_of(const uint32_t *t) { return t[1] & 0xffff; }

/* Reads the kernel's own description of its types. Words after the header of a type, by kind. */
static int open_btf(void) {
  struct stat s;
  int f = open("/sys/kernel/btf/vmlinux", O_RDONLY);
  if (f < 0 || fstat(f, &s)) return -1;
  btf = malloc((size_t)s.st_size);
  long got = 0, n;
  while (got < s.st_size && (n = read(f, btf + got, (size_t)(s.st_size - got))) > 0) got += n;
  close(f);
  uint32_t *head = (uint32_t *)btf;
  uint32_t *t = (uint32_t *)(btf + head[1] + head[2]), *end = (uint32_t *)((char *)t + head[3]);
  btf_names = btf + head[1] + head[4];
  for (; t < end && type_count < 400000; type_count++) {
    unsigned count = members_of(t);
    types[type_count] = t;
    switch (kind_of(t)) {
    case 1: case 14: case 17: t += 4; break;
    case 3: t += 6; break;
    case 4: case 5: case 15: case 19: t += 3 + 3 * count; break;
    case 6: case 13: t += 3 + 2 * count; break;
    default: t += 3;
    }
  }
  return 0;
}

/* Byte offset of a member, those of unnamed structs and unions inside included; -1 where there is none. */
static long member_in(const uint32_t *t, const char *name) {
  for (unsigned i = 0; i < members_of(t); i++) {
    const uint32_t *m = t + 3 + 3 * i, *inner = types[m[1]];
    long offset = (long)(t[1] >> 31 ? m[2] & 0xffffff : m[2]) / 8;
    if (btf_names[m[0]]) {
      if (!strcmp(btf_names + m[0], name)) return offset;
      continue;
    }
    while (kind_of(inner) >= 8 && kind_of(inner) <= 11) inner = types[inner[2]];
    if (kind_of(inner) != 4 && kind_of(inner) != 5) continue;
    long found = member_in(inner, name);
    if (found >= 0) return offset + found;
  }
  return -1;
}
static const uint32_t *structure(const char *name) {
  for (uint32_t i = 1; i < type_count; i++)
    if (kind_of(types[i]) == 4 && members_of(types[i]) && !strcmp(btf_names + types[i][0], name)) return types[i];
  return 0;
}
static long member(const char *name, const char *field) {
  const uint32_t *t = structure(name);
  return t ? member_in(t, field) : -1;
}
static long enumerator(const char *name) {
  for (uint32_t i = 1; i < type_count; i++)
    if (kind_of(types[i]) == 6)
      for (unsigned j = 0; j < members_of(types[i]); j++)
        if (!strcmp(btf_names + types[i][3 + 2 * j], name)) return (long)types[i][4 + 2 * j];
  return -1;
}

/* Reads all of it from the kernel's own description; 0 where it has none. */
static int find_layout(void) {
  const uint32_t *page = open_btf() ? 0 : structure("page");
  if (!page) return 0;
  layout.page_size = page[2];
  layout.at_count = member("page", "_refcount");
  layout.at_mapcount = member("page", "_mapcount");
  layout.at_flags = member("page", "flags");
  layout.at_mm = member("task_struct", "mm");
  layout.at_pid = member("task_struct", "pid");
  layout.at_tasks = member("task_struct", "tasks");
  layout.at_pgd = member("mm_struct", "pgd");
  layout.exclusive_bit = enumerator("PG_anon_exclusive");
  layout.init_task = symbol("init_task");
  u64 v = symbol("vmemmap_base"), d = symbol("page_offset_base");
  layout.vmemmap_start = v ? kernel_word(v) : 0xffffea0000000000UL;
  layout.direct_map = d ? kernel_word(d) : 0xffff888000000000UL;
  return layout.init_task && layout.at_count >= 0 && layout.at_mm >= 0 && layout.at_pgd >= 0;
}

/* The search takes long on an emulated machine: $COW_LAYOUT names a file in which one program keeps it for the next. */
static int kept_layout(int how) {
  const char *name = getenv("COW_LAYOUT");
  int f = name ? open(name, how, 0600) : -1;
  if (f < 0) return 0;
  long n = how == O_RDONLY ? read(f, &layout, sizeof layout) : write(f, &layout, sizeof layout);
  close(f);
  return n == (long)sizeof layout;
}

static void open_observer(void) {
  Elf64_Ehdr head;
  Elf64_Phdr p;
  kcore = open("/proc/kcore", O_RDONLY);
  if (kcore < 0 || pread(kcore, &head, sizeof head, 0) != sizeof head) return;
  for (int i = 0; i < head.e_phnum && segment_count < 256; i++) {
    if (pread(kcore, &p, sizeof p, (off_t)(head.e_phoff + (u64)i * sizeof p)) != sizeof p || p.p_type != PT_LOAD) continue;
    segments[segment_count].address = p.p_vaddr;
    segments[segment_count].size = p.p_memsz;
    segments[segment_count++].offset = p.p_offset;
  }
  can_see = kept_layout(O_RDONLY) || (find_layout() && kept_layout(O_WRONLY | O_CREAT) >= 0);
}

static u64 page_table(int pid) {
  u64 task = layout.init_task;
  for (int i = 0; i < 100000; i++) {
    task = kernel_word(task + (u64)layout.at_tasks) - (u64)layout.at_tasks;
    if (task == layout.init_task || task + (u64)layout.at_tasks == 0) return 0;
    if (kernel_int(task + (u64)layout.at_pid) != pid) continue;
    u64 mm = kernel_word(task + (u64)layout.at_mm);
    return mm ? kernel_word(mm + (u64)layout.at_pgd) : 0;
  }
  return 0;
}

/* While a step is observed nothing changes: the last page table that was read answers for all its entries. */
static struct { int looking, process; u64 region, entries[512]; } leaf;

/* The page-table entry of an address of the scenario; 0 where there is none. x86-64, four levels. */
static u64 entry_of(int process, u64 address) {
  if (!workers[process].table) workers[process].table = page_table(workers[process].pid);
  u64 va = BASE + address, table = workers[process].table;
  if (leaf.looking && leaf.process == process && leaf.region == va >> 21) return leaf.entries[va >> 12 & 511];
  for (int level = 3; table && level >= 0; level--) {
    if (leaf.looking && level == 0 && kernel_read(table, leaf.entries, sizeof leaf.entries) == 0) {
      leaf.process = process, leaf.region = va >> 21;
      return leaf.entries[va >> 12 & 511];
    }
    u64 e = kernel_word(table + (va >> (12 + 9 * level) & 511) * 8);
    if (level == 0 || !(e & 1) || (e & 0x80)) return e;
    table = layout.direct_map + (e & 0x000ffffffffff000UL);
  }
  return 0;
}

static int is_present(u64 entry) { return (entry & 0x101) != 0; }
/* Of entries that are not present the five highest bits are the swap file, or what stands there instead of one. */
static int is_marker(u64 entry) { return entry && !is_present(entry) && entry >> 59 >= 16; }
/* An entry that the processor does not take for present (PROT_NONE) keeps the complement of its page's number. */
static u64 pfn_of(u64 entry) { return ((entry & 1 ? entry : ~entry) & 0x000ffffffffff000UL) >> 12; }
/* A bit of /proc/kpageflags. */
enum { WRITEBACK = 8, ZERO_PAGE = 24 };
static int has_flag(u64 pfn, int bit) {
  static int f = -1;
  u64 flags = 0;
  if (f < 0) f = open("/proc/kpageflags", O_RDONLY);
  return f >= 0 && pread(f, &flags, 8, (off_t)pfn * 8) == 8 && (flags >> bit & 1);
}
static int is_zero_page(u64 pfn) { return has_flag(pfn, ZERO_PAGE); }
static int count_of(u64 pfn) { return kernel_int(layout.vmemmap_start + pfn * (u64)layout.page_size + (u64)layout.at_count); }
static int mapcount_of(u64 pfn) { return kernel_int(layout.vmemmap_start + pfn * (u64)layout.page_size + (u64)layout.at_mapcount) + 1; }
static u64 flags_of(u64 pfn) { return kernel_word(layout.vmemmap_start + pfn * (u64)layout.page_size + (u64)layout.at_flags); }
static int byte_of(u64 pfn, u64 offset) {
  unsigned char b = 0;
  return kernel_read(layout.direct_map + pfn * PAGE + offset, &b, 1) ? -1 : b;
}

static u64 seen[4096];
static int seen_count;
static int number_of(u64 pfn) {
  for (int i = 0; i < seen_count; i++)
    if (seen[i] == pfn) return i + 1;
  if (seen_count < 4096) seen[seen_count++] = pfn;
  return seen_count;
}

static void list_page(u64 pfn, u64 *listed, int *count) {
  for (int i = 0; i < *count; i++)
    if (listed[i] == pfn) return;
  if (*count < 1024) listed[(*count)++] = pfn;
}

/* One line of JSON in the shape of cowscope's trace: what every page-table entry and page of the scenario is now. */
static void observe(int line, int column, const char *outcome, long value) {
  static u64 listed[1024];
  int count = 0, first = 1;
  if (!can_see) return;
  drain();
  leaf.looking = 1, leaf.process = -1;
  printf("# trace {\"line\":%d,\"column\":%d,\"outcome\":", line, column);
  printf(outcome ? "\"%s\"" : "null", outcome);
  if (value >= 0) printf(",\"value\":%ld", value);
  printf(",\"ptes\":[");
  for (int p = 0; p < process_count; p++)
    for (int i = 0; workers[p].alive && i < watched_count; i++) {
      u64 e = entry_of(p, watched[i]);
      if (!e || is_marker(e)) continue;
      printf("%s{\"process\":\"%s\",\"address\":\"0x%lx\",", first ? "" : ",", names[p], watched[i]);
      first = 0;
      if (is_present(e)) {
        list_page(pfn_of(e), listed, &count);
        printf("\"state\":\"present\",\"page\":%d,\"writable\":%s,\"dirty\":%s,\"soft_dirty\":%s,\"uffd_wp\":%s}",
               number_of(pfn_of(e)), e >> 1 & 1 ? "true" : "false", (e >> 6 | e >> 58) & 1 ? "true" : "false",
               e >> 11 & 1 ? "true" : "false", e >> 10 & 1 ? "true" : "false");
      } else
        printf("\"state\":\"swap\",\"page\":null,\"swap_exclusive\":%s,\"soft_dirty\":%s,\"uffd_wp\":%s}",
               layout.exclusive_bit < 0 ? "null" : e >> 3 & 1 ? "true" : "false", e >> 1 & 1 ? "true" : "false",
               e >> 2 & 1 ? "true" : "false");
    }
  printf("],\"refs\":[");
  for (int i = 0, any = 0; i < ref_count; i++) {
    if (!refs[i].pages) continue;
    printf("%s{\"name\":\"%s\",\"pages\":[", any++ ? "," : "", refs[i].name);
    for (int j = 0; j < refs[i].pages; j++) {
      list_page(refs[i].pfn[j], listed, &count);
      printf("%s%d", j ? "," : "", number_of(refs[i].pfn[j]));
    }
    printf("]}");
  }
  printf("],\"pages\":[");
  for (int i = 0; i < count; i++) {
    u64 flags = flags_of(listed[i]);
    printf("%s{\"page\":%d,\"kind\":%s,\"page_count\":%d,\"mapcount\":%d,\"exclusive\":%s}", i ? "," : "",
           number_of(listed[i]), is_zero_page(listed[i]) ? "\"zero\"" : "null", count_of(listed[i]),
           mapcount_of(listed[i]), layout.exclusive_bit < 0 ? "null" : flags >> layout.exclusive_bit & 1 ? "true" : "false");
  }
  printf("]}\n");
  fflush(stdout);
  leaf.looking = 0;
}

/* ---- results ---- */
static void result(int ok, int line, const char *text, const char *format, ...) {
  va_list arguments;
  printf("%sok %d - line %d: %s\n", ok ? "" : "not ", ++test_number, line, text);
  if (ok) return;
  failures++;
  va_start(arguments, format);
  printf("# found ");
  vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
}
static void skip(int line, const char *text, const char *reason) {
  printf("ok %d - line %d: %s # SKIP %s\n", ++test_number, line, text, reason);
}
/* What cannot be done: it and everything after it is left out, since the memory would be another. */
static int stop(int line, int column, const char *text, const char *reason) {
  skip(line, text, reason);
  printf("# stopped {\"line\":%d,\"column\":%d,\"reason\":\"%s\"}\n", line, column, reason);
  stopped = 1;
  return 1;
}

static const char *error_name(int error) {
  switch (error) {
  case -SIGSEGV: return "SIGSEGV";
  case -SIGBUS: return "SIGBUS";
  case EFAULT: return "EFAULT";
  case EINVAL: return "EINVAL";
  case ENOMEM: return "ENOMEM";
  case EAGAIN: return "EAGAIN";
  case EBUSY: return "EBUSY";
  default: return strerror(error);
  }
}

/* ---- operations of a scenario ---- */
static u64 entry_before;
static void before(int process, u64 address) { entry_before = can_see ? entry_of(process, address) : 0; }

/* What became of the page that an access touched, as far as its entry tells; 0 where it does not. */
static const char *became(int process, u64 address) {
  u64 now = can_see ? entry_of(process, address) : 0;
  if (!(entry_before & 1) || !(now & 1)) return 0;
  if (pfn_of(now) != pfn_of(entry_before)) return "copy";
  return (now & 2) == (entry_before & 2) ? "no_fault" : "reuse";
}

static void start_process(int number) {
  int pid = fork();
  if (pid == 0) worker_loop(number);
  workers[number].pid = pid;
  workers[number].alive = 1;
}
static struct answer do_fork(int parent, int child) {
  struct answer r = tell(parent, (struct command){.op = FORK, .a = (u64)child});
  workers[child].pid = (int)r.result;
  workers[child].alive = r.result > 0;
  return r;
}
static struct answer do_exit(int process) {
  struct answer r = tell(process, (struct command){.op = EXIT});
  workers[process].alive = 0;
  for (int i = 0; i < 1000 && can_see && page_table(workers[process].pid); i++) usleep(1000);
  usleep(20000);
  return r;
}

/* The worker becomes the same program anew, which answers and goes on as that worker. */
static struct answer do_exec(int process) {
  struct command c = {.op = EXEC, .a = (u64)workers[process].command_fd, .b = (u64)workers[process].answer_fd};
  struct answer r = tell(process, c);
  workers[process].table = 0;
  workers[process].uffd = -1;
  return r;
}

static void remember(int ref, int process, u64 address, u64 length) {
  refs[ref].process = process;
  refs[ref].address = address;
  refs[ref].length = length;
  refs[ref].pages = 0;
  for (u64 p = address & ~(PAGE - 1); p < address + length && refs[ref].pages < 16; p += PAGE)
    refs[ref].pfn[refs[ref].pages++] = can_see ? pfn_of(entry_of(process, p)) : 0;
}
static struct queue { char *sq, *cq; struct io_uring_sqe *sqe; struct io_uring_params p; } queues[MAX_REFS];
static int new_ring(struct queue *q) {
  int fd = (int)syscall(SYS_io_uring_setup, 4, &q->p), rw = PROT_READ | PROT_WRITE, flags = MAP_SHARED | MAP_POPULATE;
  if (fd < 0) return -1;
  q->sq = mmap(0, q->p.sq_off.array + q->p.sq_entries * 4, rw, flags, fd, IORING_OFF_SQ_RING);
  q->cq = mmap(0, q->p.cq_off.cqes + q->p.cq_entries * 16, rw, flags, fd, IORING_OFF_CQ_RING);
  q->sqe = mmap(0, q->p.sq_entries * 64, rw, flags, fd, IORING_OFF_SQES);
  return fd;
}
/* Pipes and rings are the controller's: they outlive the process that puts its memory there. */
static void open_refs(void) {
  for (int i = 0; i < ref_count; i++) {
    refs[i].ring = -1;
    if (refs[i].kind != SPLICE) refs[i].ring = new_ring(&queues[i]);
    else if (pipe(refs[i].pipe)) perror("pipe");
  }
}
static struct answer take(int ref, int process, u64 address, u64 length) {
  struct command c = {.op = (enum op)refs[ref].kind, .a = BASE + address, .b = length};
  c.c = (u64)(refs[ref].kind == SPLICE ? refs[ref].pipe[1] : refs[ref].ring);
  struct answer r = tell(process, c);
  if (r.result == 0) remember(ref, process, address, length);
  return r;
}
static struct answer release(int ref) {
  if (ref < 0 || !refs[ref].pages) return (struct answer){-1, EINVAL};
  refs[ref].pages = 0;
  if (refs[ref].kind == SPLICE) {
    static char buffer[16 * PAGE];
    fcntl(refs[ref].pipe[0], F_SETFL, O_NONBLOCK);
    if (read(refs[ref].pipe[0], buffer, sizeof buffer) < 0) return (struct answer){-1, errno};
  } else if (syscall(SYS_io_uring_register, refs[ref].ring, IORING_UNREGISTER_BUFFERS, 0, 0) < 0)
    return (struct answer){-1, errno};
  return (struct answer){0, 0};
}
/* The newest reference that a process took at a page; -1 where there is none. */
static int newest_at(int process, u64 page) {
  for (int i = ref_count - 1; i >= 0; i--)
    if (refs[i].pages && refs[i].process == process && (refs[i].address & ~(PAGE - 1)) == page) return i;
  return -1;
}

/* One byte through a registered buffer, as a device would: from memory into the file, or from the file into memory. */
static int transfer(int ref, int opcode, int file, u64 offset) {
  struct queue *q = &queues[ref];
  unsigned *tail = (unsigned *)(q->sq + q->p.sq_off.tail), *head = (unsigned *)(q->cq + q->p.cq_off.head);
  unsigned mask = q->p.sq_entries - 1, slot = *tail & mask;
  struct io_uring_cqe *done = (struct io_uring_cqe *)(q->cq + q->p.cq_off.cqes);
  struct io_uring_sqe e = {.opcode = (uint8_t)opcode, .fd = file, .addr = BASE + refs[ref].address + offset, .len = 1};
  q->sqe[slot] = e;
  ((unsigned *)(q->sq + q->p.sq_off.array))[slot] = slot;
  __atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
  if (syscall(SYS_io_uring_enter, refs[ref].ring, 1, 1, IORING_ENTER_GETEVENTS, 0, 0) < 0) return -errno;
  int r = done[*head & (q->p.cq_entries - 1)].res;
  __atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
  return r;
}

/* What a reference sees: through the pipe (tee leaves it there) or through the fixed buffer. -1 where it cannot be read. */
static int read_ref(int ref, u64 offset) {
  static unsigned char buffer[16 * PAGE];
  int other[2], value = -1;
  if (!refs[ref].pages) return -1;
  if (refs[ref].kind == SPLICE) {
    if (pipe(other)) return -1;
    long got = tee(refs[ref].pipe[0], other[1], refs[ref].length, SPLICE_F_NONBLOCK);
    if (got > (long)offset && read(other[0], buffer, (size_t)got) == got) value = buffer[offset];
    close(other[0]);
    close(other[1]);
    return value;
  }
  int f = memfd_create("device", 0);
  if (transfer(ref, IORING_OP_WRITE_FIXED, f, offset) == 1 && pread(f, buffer, 1, 0) == 1) value = buffer[0];
  close(f);
  return value;
}
static int write_ref(int ref, u64 offset, int value) {
  unsigned char byte = (unsigned char)value;
  int f = memfd_create("device", 0), r = -1;
  if (pwrite(f, &byte, 1, 0) == 1) r = transfer(ref, IORING_OP_READ_FIXED, f, offset) == 1 ? 0 : -1;
  close(f);
  return r;
}

/* A byte through /proc/PID/mem: FOLL_FORCE, as ptrace does. */
static struct answer memory(int process, u64 address, int value) {
  char path[64];
  unsigned char byte = (unsigned char)value;
  snprintf(path, sizeof path, "/proc/%d/mem", workers[process].pid);
  int f = open(path, O_RDWR);
  long n = value < 0 ? pread(f, &byte, 1, (off_t)(BASE + address)) : pwrite(f, &byte, 1, (off_t)(BASE + address));
  struct answer r = {n == 1 ? byte : -1, n == 1 ? 0 : errno == EIO ? EFAULT : errno};
  if (f >= 0) close(f);
  return r;
}
static struct answer clear_refs(int process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/clear_refs", workers[process].pid);
  int r = write_text(path, "4");
  return (struct answer){r, r ? errno : 0};
}
/* Write protection by userfaultfd, on or off; the controller is the handler. Whoever waited goes on. */
static struct answer protect(int process, u64 address, u64 length, int on) {
  if (workers[process].uffd < 0) {
    struct answer r = tell(process, (struct command){.op = UFFD});
    if (r.result < 0) return r;
    int pidfd = (int)syscall(SYS_pidfd_open, workers[process].pid, 0);
    workers[process].uffd = (int)syscall(SYS_pidfd_getfd, pidfd, (int)r.result, 0);
    close(pidfd);
  }
  struct uffdio_register area = {.range = {BASE + address, length}, .mode = UFFDIO_REGISTER_MODE_WP};
  struct uffdio_writeprotect wp = {.range = {BASE + address, length}, .mode = on ? UFFDIO_WRITEPROTECT_MODE_WP : 0};
  int fd = workers[process].uffd, bad = on && ioctl(fd, UFFDIO_REGISTER, &area);
  /* No userfaultfd over the range: ENOENT, which a scenario calls EINVAL. */
  if (bad || ioctl(fd, UFFDIO_WRITEPROTECT, &wp)) return (struct answer){-1, errno == ENOENT ? EINVAL : errno};
  for (int i = 0; i < process_count; i++)
    if (workers[i].blocked) collect(i, 300);
  return (struct answer){0, 0};
}

static int swapped_out(int process, u64 address) {
  u64 e = can_see ? entry_of(process, address) : 0;
  return e && !is_present(e) && !is_marker(e);
}
/* MADV_PAGEOUT, to the end of the writing. "done" where all of the pages, or (`all` 0) the first, went out. */
static const char *page_out(int process, u64 start, int pages, int all, struct answer *r) {
  u64 was[MAX_PAGES];
  int out = 1;
  for (int i = 0; i < pages; i++) was[i] = can_see ? entry_of(process, start + (u64)i * PAGE) : 0;
  *r = tell(process, (struct command){.op = ADVISE, .a = BASE + start, .b = (u64)pages * PAGE, .c = MADV_PAGEOUT});
  usleep(10000);
  for (int i = 0; i < pages; i++)
    for (int t = 0; is_present(was[i]) && has_flag(pfn_of(was[i]), WRITEBACK) && t < 2000; t++) usleep(1000);
  for (int i = 0; i < (all ? pages : 1); i++)
    if (!is_present(was[i]) || !swapped_out(process, start + (u64)i * PAGE)) out = 0;
  return can_see ? out ? "done" : "refused" : 0;
}
static int shared_by_ptes(int process, u64 address) {
  u64 e = can_see ? entry_of(process, address) : 0;
  return is_present(e) && mapcount_of(pfn_of(e)) > 1;
}

/* ---- steps and expectations ---- */
static const char *last_outcome;
static long last_value;

static const char *outcome_of(struct answer r, const char *guess) {
  return r.result == -2 ? "event" : r.result == -1 ? error_name(r.error) : guess;
}
/* A step is over: `value` is what a read found, -1 for what reads nothing. */
static void finish(int line, int column, const char *outcome, long value) {
  last_outcome = outcome;
  last_value = value;
  observe(line, column, outcome, value);
}
static void expect_outcome(int line, const char *text, const char *outcome, int value) {
  int unknown = *outcome && !last_outcome;
  if (unknown && value < 0) {
    skip(line, text, "user space cannot tell this outcome");
    return;
  }
  int ok = (unknown || !*outcome || !strcmp(outcome, last_outcome)) && (value < 0 || value == last_value);
  result(ok, line, text, "%s %ld", last_outcome ? last_outcome : "?", last_value);
}
static long entry_item(u64 e, u64 address, const char *item) {
  int present = is_present(e), swapped = e && !present && !is_marker(e);
  u64 pfn = pfn_of(e);
  if (!strcmp(item, "present")) return present;
  if (!strcmp(item, "swapped")) return swapped;
  if (!strcmp(item, "swap_exclusive")) return swapped && layout.exclusive_bit >= 0 && e >> 3 & 1;
  if (!strcmp(item, "soft_dirty")) return swapped ? e >> 1 & 1 : e >> 11 & 1;
  if (!strcmp(item, "uffd_wp")) return swapped ? e >> 2 & 1 : e >> 10 & 1;
  if (!strcmp(item, "swap_count") || !strcmp(item, "pincount")) return -1;
  if (!present) return strcmp(item, "value") ? 0 : e ? -1 : 0;
  if (!strcmp(item, "writable")) return e >> 1 & 1;
  if (!strcmp(item, "dirty")) return (e >> 6 | e >> 58) & 1;
  if (!strcmp(item, "page_count")) return count_of(pfn);
  if (!strcmp(item, "mapcount")) return mapcount_of(pfn);
  if (!strcmp(item, "exclusive")) return layout.exclusive_bit >= 0 && flags_of(pfn) >> layout.exclusive_bit & 1;
  if (!strcmp(item, "pinned")) return count_of(pfn) >= 1024;
  if (!strcmp(item, "zero")) return is_zero_page(pfn);
  if (!strcmp(item, "value")) return byte_of(pfn, address & (PAGE - 1));
  return -1;
}
static void expect_page(int line, const char *text, int process, u64 address, const char *item, long want) {
  long found = can_see ? entry_item(entry_of(process, address), address, item) : -1;
  if (found < 0) skip(line, text, can_see ? "the kernel does not show this" : "page tables cannot be read");
  else result(found == want, line, text, "%s %ld", item, found);
}
static void expect_same(int line, const char *text, int p, u64 a, int q, u64 b, int differs) {
  u64 e = can_see ? entry_of(p, a) : 0, f = can_see ? entry_of(q, b) : 0;
  if (!can_see) skip(line, text, "page tables cannot be read");
  else result(((e & 1) && (f & 1) && pfn_of(e) == pfn_of(f)) != differs, line, text, "%lx and %lx", pfn_of(e), pfn_of(f));
}
static void expect_ref_value(int line, const char *text, int ref, u64 offset, int value) {
  int found = read_ref(ref, offset);
  result(found == value, line, text, "%d", found);
}
/* The running kernel as major * 1000 + minor. */
static int kernel_version(void) {
  struct utsname u;
  int major = 0, minor = 0;
  uname(&u);
  if (sscanf(u.release, "%d.%d", &major, &minor) != 2) return 0;
  return major * 1000 + minor;
}

static void scenario(void);

int main(int count, char **arguments) {
  struct utsname machine;
  struct answer alive = {0, 0};
  if (count == 3 && !strcmp(arguments[0], "worker")) {
    workers[0].command_fd = atoi(arguments[1]);
    workers[0].answer_fd = atoi(arguments[2]);
    if (write(workers[0].answer_fd, &alive, sizeof alive) == sizeof alive) worker_loop(0);
    return 1;
  }
  int to[2], from[2];
  setvbuf(stdout, 0, _IOLBF, 0);
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  uname(&machine);
  printf("KTAP version 1\n# kernel %s %s\n", machine.release, machine.version);
  open_observer();
  if (!can_see) printf("# page tables cannot be read here: values alone are checked\n");
  for (int i = 0; i < MAX_PROCESSES; i++) {
    workers[i].uffd = -1;
    if (pipe(to) || pipe(from)) return 1;
    workers[i].command_fd = to[0], workers[i].to = to[1], workers[i].from = from[0], workers[i].answer_fd = from[1];
  }
  scenario();
  for (int i = 0; i < process_count; i++)
    if (workers[i].pid > 0) kill(workers[i].pid, SIGKILL);
  printf("1..%d\n", test_number);
  return failures ? 1 : 0;
}
