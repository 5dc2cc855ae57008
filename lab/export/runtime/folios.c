/* ---- page tables and folios, as the kernel has them ---- */
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

/* A PMD that maps a huge page, as the entry that the small page at an address would have. */
static u64 part_of_pmd(u64 e, u64 va) {
  u64 part = (va >> 12 & 511) << 12;
  return !(e & 0x181) ? e : e & 1 ? e + part : e - part;
}
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
    if (level == 1 && (e & 0x80)) return part_of_pmd(e, va);
    if (level == 0 || !(e & 1) || (e & 0x80)) return e;
    table = layout.direct_map + (e & 0x000ffffffffff000UL);
  }
  return 0;
}

static int is_present(u64 entry) { return (entry & 0x101) != 0; }
/* Whether a PMD maps it: small pages' entries never have this bit here. */
static int is_huge(u64 entry) { return is_present(entry) && (entry & 0x80); }
/* Of entries that are not present the five highest bits are the swap file, or what stands there instead of one. */
static int is_marker(u64 entry) { return entry && !is_present(entry) && entry >> 59 >= 16; }
/* An entry that the processor does not take for present (PROT_NONE) keeps the complement of its page's number. */
static u64 pfn_of(u64 entry) { return ((entry & 1 ? entry : ~entry) & 0x000ffffffffff000UL) >> 12; }

/* 512 words of a file that has one for every page; while a step is observed they are read once. */
struct table { const char *name; int fd; u64 first, words[512]; };
static struct table page_flags = {"/proc/kpageflags", -1, ~0UL, {0}}, page_counts = {"/proc/kpagecount", -1, ~0UL, {0}};
static u64 word_of(struct table *t, u64 pfn) {
  u64 word = 0;
  if (t->fd < 0) t->fd = open(t->name, O_RDONLY);
  if (!leaf.looking) return pread(t->fd, &word, 8, (off_t)pfn * 8) == 8 ? word : 0;
  if (t->first != (pfn & ~511UL)) {
    t->first = pfn & ~511UL;
    if (pread(t->fd, t->words, sizeof t->words, (off_t)t->first * 8) != sizeof t->words) memset(t->words, 0, sizeof t->words);
  }
  return t->words[pfn & 511];
}
/* Before and after a step is observed. */
static void look(int on) {
  leaf.looking = on, leaf.process = -1;
  page_flags.first = page_counts.first = ~0UL;
}

/* Bits of /proc/kpageflags. */
enum { WRITEBACK = 8, ANON = 12, HEAD = 15, TAIL = 16, HUGETLB = 17, KSM = 21, ZERO_PAGE = 24 };
static int has_flag(u64 pfn, int bit) { return word_of(&page_flags, pfn) >> bit & 1; }
static int is_zero_page(u64 pfn) { return has_flag(pfn, ZERO_PAGE); }
/* Large folios are 2 MiB here, and begin at a multiple of it. */
static int is_large(u64 pfn) { return has_flag(pfn, HEAD) || has_flag(pfn, TAIL); }
static u64 head_of(u64 pfn) { return has_flag(pfn, TAIL) ? pfn & ~511UL : pfn; }

static u64 struct_page(u64 pfn) { return layout.vmemmap_start + pfn * (u64)layout.page_size; }
/* References, of the folio. */
static int count_of(u64 pfn) { return kernel_int(struct_page(head_of(pfn)) + (u64)layout.at_count); }
/* Entries that map the page; a PMD maps each of its small pages. */
static int mapcount_of(u64 pfn) {
  return is_large(pfn) ? (int)word_of(&page_counts, pfn) : kernel_int(struct_page(pfn) + (u64)layout.at_mapcount) + 1;
}
/* PMDs that map a large folio. */
static int pmds_of(u64 head) { return kernel_int(struct_page(head) + (u64)layout.at_entire) + 1; }
static int pins_of(u64 head) { return layout.at_pins < 0 ? -1 : kernel_int(struct_page(head) + (u64)layout.at_pins); }
/* Entries that map a large folio, a PMD counted as one. */
static int entries_of(u64 head) {
  int pmds = pmds_of(head), sum = pmds;
  if (layout.at_entire < 0) return -1;
  if (has_flag(head, HUGETLB)) return pmds;
  for (u64 i = 0; i < 512; i++) sum += (int)word_of(&page_counts, head + i) - pmds;
  return sum;
}
static u64 flags_of(u64 pfn) { return kernel_word(struct_page(pfn) + (u64)layout.at_flags); }
/* The exclusive flag of what an entry maps: of the small page, under a PMD of the head. */
static int is_exclusive(u64 entry) {
  u64 pfn = pfn_of(entry);
  return layout.exclusive_bit >= 0 && flags_of(is_huge(entry) ? head_of(pfn) : pfn) >> layout.exclusive_bit & 1;
}
static int byte_of(u64 pfn, u64 offset) {
  unsigned char b = 0;
  return kernel_read(layout.direct_map + pfn * PAGE + offset, &b, 1) ? -1 : b;
}
