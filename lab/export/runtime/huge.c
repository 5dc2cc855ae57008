/* ---- huge pages ---- */
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#ifndef MFD_HUGETLB
#define MFD_HUGETLB 4
#endif
#define HUGE_BYTES 0x200000UL
static const char *pool = "/proc/sys/vm/nr_hugepages";
static long pool_before = -1;
static int set_pool(long pages) {
  char text[32];
  snprintf(text, sizeof text, "%ld", pages);
  return write_text(pool, text) || number_in(pool) != pages ? -1 : 0;
}
static void restore_pool(void) {
  if (pool_before >= 0) set_pool(pool_before);
}
/* The pool of hugetlb pages as the scenario has it, all of them free; -1 where it cannot be made so. */
static int own_pool(long pages) {
  pool_before = number_in(pool);
  return pool_before < 0 || set_pool(pages) || number_in("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages") != pages ? -1 : 0;
}
/* Whether a mapping advised with MADV_HUGEPAGE gets huge pages here. */
static int has_thp(void) {
  char text[64] = "";
  int f = open("/sys/kernel/mm/transparent_hugepage/enabled", O_RDONLY);
  long n = f < 0 ? 0 : read(f, text, sizeof text - 1);
  if (f >= 0) close(f);
  return n > 0 && !strstr(text, "[never]");
}

/* Large folios that the scenario's processes map. */
static int large_folios(void) {
  u64 found[64];
  int count = 0;
  for (int p = 0; p < process_count; p++)
    for (int i = 0; workers[p].alive && i < watched_count && count < 64; i++) {
      u64 e = entry_of(p, watched[i]), head = is_present(e) ? head_of(pfn_of(e)) : 0;
      int known = !is_present(e) || !is_large(head) || is_zero_page(head) || has_flag(head, HUGETLB);
      for (int j = 0; j < count; j++) known |= found[j] == head;
      if (!known) found[count++] = head;
    }
  return count;
}
/* Splits the folio at an address through debugfs; up to 5.11 the kernel splits all that there are, so only where there is one. -1: not to be had. */
static int split_one(int process, u64 address, const char **outcome) {
  const char *file = "/sys/kernel/debug/split_huge_pages";
  u64 e = can_see ? entry_of(process, address) : 0;
  char text[64];
  if (!can_see) return -1;
  *outcome = "refused";
  if (!is_present(e) || !is_large(pfn_of(e)) || is_zero_page(head_of(pfn_of(e)))) return 0;
  snprintf(text, sizeof text, "%d,0x%lx,0x%lx", workers[process].pid, BASE + address, BASE + address + PAGE);
  mount("debugfs", "/sys/kernel/debug", "debugfs", 0, 0);
  if (access(file, W_OK)) return -1;
  if (write_text(file, text) && errno == EINVAL && (large_folios() != 1 || write_text(file, "1"))) return -1;
  e = entry_of(process, address);
  if (is_present(e) && !is_large(pfn_of(e))) *outcome = "done";
  return 0;
}

/* ---- migration: to the other node of memory ---- */
static int node_of(int process, u64 address) {
  void *page = (void *)(BASE + address);
  int status = -1;
  return syscall(SYS_move_pages, workers[process].pid, 1, &page, 0, &status, 0) ? -1 : status;
}
static int migrate_one(int process, u64 address, const char **outcome) {
  void *page = (void *)(BASE + address);
  int node = 1, status = -1, from = node_of(process, address);
  if (access("/sys/devices/system/node/node1", F_OK)) return -1;
  if (from == 1) node = 0;
  /* 2: MPOL_MF_MOVE, 4: MPOL_MF_MOVE_ALL */
  if (syscall(SYS_move_pages, workers[process].pid, 1, &page, &node, &status, 4) < 0) status = -1;
  *outcome = from >= 0 && node_of(process, address) == node ? "moved" : "refused";
  /* Up to 6.0 what move_pages unmapped and could not move comes back clean; compaction would not have unmapped it. */
  return from >= 0 && **outcome == 'r' && kernel_version() < 6001 ? -1 : 0;
}

/* Each folio of a range is visited once; the outcome is the first one's. */
static int each_folio(int (*visit)(int, u64, const char **), int process, u64 start, int pages, const char **outcome) {
  const char *other;
  for (u64 at = start, next; at < start + (u64)pages * PAGE; at = next) {
    u64 e = can_see ? entry_of(process, at) : 0;
    next = is_huge(e) ? (at | (HUGE_BYTES - 1)) + 1 : at + PAGE;
    if (visit(process, at, at == start ? outcome : &other)) return -1;
  }
  return 0;
}
static int split_folio(int process, u64 start, int pages, const char **outcome) {
  return each_folio(split_one, process, start, pages, outcome);
}
static int migrate(int process, u64 start, int pages, const char **outcome) {
  return each_folio(migrate_one, process, start, pages, outcome);
}
