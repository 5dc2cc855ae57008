/* ---- memory of other processes, protection, swap ---- */
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
/* How a process hears of writes to what it protects: it waits for the controller, or the protection goes by itself (6.7). */
enum { WP_EVENT = 1, WP_ASYNC = 2 };
#define FEATURE_WP_ASYNC (1UL << 15)
/* Write protection by userfaultfd, 0 takes it back; the controller is the handler. Whoever waited goes on. */
static struct answer protect(int process, u64 address, u64 length, int on) {
  if (workers[process].uffd < 0) {
    u64 features = UFFD_FEATURE_PAGEFAULT_FLAG_WP | (on == WP_ASYNC ? FEATURE_WP_ASYNC : 0);
    struct answer r = tell(process, (struct command){.op = UFFD, .a = features});
    if (r.result < 0) return r;
    int pidfd = (int)syscall(SYS_pidfd_open, workers[process].pid, 0);
    workers[process].uffd = (int)syscall(SYS_pidfd_getfd, pidfd, (int)r.result, 0);
    workers[process].uffd_mode = on;
    close(pidfd);
  } else if (on && workers[process].uffd_mode != on) return (struct answer){-1, EBUSY};
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
/* From 6.13 on a huge page goes out whole, whatever the device, and a fault may find all of it in the swapcache. */
static int goes_whole(int process, u64 start, int pages) {
  for (int i = 0; can_see && i < pages && kernel_version() >= 6013; i++) {
    u64 e = entry_of(process, start + (u64)i * PAGE), pfn = pfn_of(e);
    if (is_present(e) && is_large(pfn) && !has_flag(pfn, HUGETLB)) return 1;
  }
  return 0;
}
/* MADV_PAGEOUT, to the end of the writing. "done" where all of the pages, or (`all` 0) the first, went out. */
static const char *page_out(int process, u64 start, int pages, int all, struct answer *r) {
  static u64 was[MAX_PAGES];
  int out = 1;
  for (int i = 0; i < pages; i++) was[i] = can_see ? entry_of(process, start + (u64)i * PAGE) : 0;
  *r = tell(process, (struct command){.op = ADVISE, .a = BASE + start, .b = (u64)pages * PAGE, .c = MADV_PAGEOUT});
  usleep(10000);
  for (int i = 0; i < pages; i++)
    for (int t = 0; is_present(was[i]) && has_flag(pfn_of(was[i]), WRITEBACK) && t < 2000; t++) usleep(1000);
  for (int i = 0; i < (all ? pages : 1); i++)
    if (!is_present(was[i]) || (can_see && is_present(entry_of(process, start + (u64)i * PAGE)))) out = 0;
  return can_see ? out ? "done" : "refused" : 0;
}
static int shared_by_ptes(int process, u64 start, int pages) {
  for (int i = 0; i < pages; i++) {
    u64 e = can_see ? entry_of(process, start + (u64)i * PAGE) : 0;
    if (is_present(e) && mapcount_of(pfn_of(e)) > 1) return 1;
  }
  return 0;
}

/* ---- ksmd ---- */
static long ksm_number(const char *name) {
  char path[64];
  snprintf(path, sizeof path, "/sys/kernel/mm/ksm/%s", name);
  return number_in(path);
}
/* Pages of the scenario that ksmd has merged. */
static int merged_pages(void) {
  int count = 0;
  for (int p = 0; p < process_count; p++)
    for (int i = 0; can_see && workers[p].alive && i < watched_count; i++) {
      u64 e = entry_of(p, watched[i]);
      count += is_present(e) && has_flag(pfn_of(e), KSM);
    }
  return count;
}
/* Passes of ksmd, some of which it takes to trust a page's content (none where nothing is mergeable); then it stops. -1 where it is not to be had. */
static int ksm_pass(const char **outcome) {
  const char *ksm = "/sys/kernel/mm/ksm/run";
  int before = merged_pages();
  long scans = ksm_number("full_scans"), now = scans;
  if (scans < 0 || write_text("/sys/kernel/mm/ksm/pages_to_scan", "10000")) return -1;
  /* From 6.7 on ksmd passes over pages that it often looked at in vain. */
  write_text("/sys/kernel/mm/ksm/smart_scan", "0");
  if (write_text("/sys/kernel/mm/ksm/sleep_millisecs", "1") || write_text(ksm, "1")) return -1;
  for (int t = 0; now < scans + 4 && t < 2000; t++, now = ksm_number("full_scans")) usleep(1000);
  if (write_text(ksm, "0")) return -1;
  *outcome = merged_pages() > before ? "merged" : 0;
  return 0;
}

