/* ---- the kernel's memory: kcore, BTF ---- */
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
  long at_count, at_mapcount, at_flags, page_size, at_mm, at_pgd, at_pid, at_tasks, exclusive_bit, at_entire, at_pins;
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
/* Addresses of symbols, in one pass over all there are: on an emulated machine each pass takes long. 0 where one is not there. */
static void find_symbols(const char *const *names, u64 *addresses, int count) {
  char line[512];
  int found = 0;
  FILE *f = fopen("/proc/kallsyms", "r");
  memset(addresses, 0, (size_t)count * sizeof *addresses);
  while (f && found < count && fgets(line, sizeof line, f)) {
    char *name = strchr(line, ' ');
    if (!name || !name[1] || name[2] != ' ') continue;
    name += 3;
    name[strcspn(name, "\t\n")] = 0;
    for (int i = 0; i < count; i++)
      if (!strcmp(name, names[i]) && !addresses[i]) addresses[i] = strtoul(line, 0, 16), found++;
  }
  if (f) fclose(f);
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
  /* Of a large folio, from its first page on: up to 6.x in a struct page of its own, later in struct folio. */
  long entire = member("page", "compound_mapcount"), pins = member("page", "compound_pincount"), old = member("page", "hpage_pinned_refcount");
  layout.at_entire = entire >= 0 ? layout.page_size + entire : member("folio", "_entire_mapcount");
  layout.at_pins = old >= 0 ? 2 * layout.page_size + old : pins >= 0 ? layout.page_size + pins : member("folio", "_pincount");
  static const char *const wanted[] = {"init_task", "vmemmap_base", "page_offset_base"};
  u64 at[3];
  find_symbols(wanted, at, 3);
  layout.init_task = at[0];
  layout.vmemmap_start = at[1] ? kernel_word(at[1]) : 0xffffea0000000000UL;
  layout.direct_map = at[2] ? kernel_word(at[2]) : 0xffff888000000000UL;
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
