/* ---- the observer: page tables, pages, a line of JSON after every step ---- */
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
enum { WRITEBACK = 8, KSM = 21, ZERO_PAGE = 24 };
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
