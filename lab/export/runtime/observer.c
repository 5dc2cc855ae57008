/* ---- the observer: a line of JSON after every step ---- */
/* Pages by first appearance; `listed` is the step that named one last. */
static struct { u64 pfn; int number; } seen[SEEN];
static u64 by_number[SEEN];
static int listed[SEEN], listed_in[SEEN], listed_count, seen_count, step_number;
static int number_of(u64 pfn) {
  u64 at = pfn % SEEN;
  while (seen[at].number && seen[at].pfn != pfn) at = (at + 1) % SEEN;
  if (!seen[at].number && seen_count < SEEN / 2) {
    seen[at].pfn = pfn, seen[at].number = ++seen_count;
    by_number[seen_count] = pfn;
  }
  return seen[at].number;
}
static int listed_number(u64 pfn) {
  int number = number_of(head_of(pfn));
  if (listed_in[number] != step_number) listed_in[number] = step_number, listed[listed_count++] = number;
  return number;
}
static const char *word(u64 bit) { return bit & 1 ? "true" : "false"; }

/* Entries that follow each other, alike but for the page: the next part of a folio, the next page's number, or the same. */
static struct run { int process, pages, page, part, step, large; u64 address, e; int mapcount, exclusive; } run;
static int runs_printed;
static void print_run(void) {
  u64 e = run.e;
  if (!run.pages) return;
  printf("%s{\"process\":\"%s\",\"address\":\"0x%lx\",", runs_printed++ ? "," : "", names[run.process], run.address);
  if (run.pages > 1) printf("\"pages\":%d,", run.pages);
  if (run.pages > 1 && run.step > 0) printf("\"step\":1,");
  if (run.large) printf("\"pmd\":%s,\"part\":%d,", word(e >> 7), run.part);
  if (run.large && run.mapcount >= 0) printf("\"mapcount\":%d,", run.mapcount);
  if (run.large && layout.exclusive_bit >= 0) printf("\"exclusive\":%s,", word((u64)run.exclusive));
  if (is_present(e))
    printf("\"state\":\"present\",\"page\":%d,\"writable\":%s,\"dirty\":%s,\"soft_dirty\":%s,\"uffd_wp\":%s}", run.page,
           word(e >> 1), word(e >> 6 | e >> 58), word(e >> 11), word(e >> 10));
  else
    printf("\"state\":\"swap\",\"page\":null,\"swap_exclusive\":%s,\"soft_dirty\":%s,\"uffd_wp\":%s}",
           layout.exclusive_bit < 0 ? "null" : word(e >> 3), word(e >> 1), word(e >> 2));
  run.pages = 0;
}
/* Bits of an entry that are told. */
static u64 told_bits(u64 e) { return is_present(e) ? (e & 0xd83) | (((e >> 6 | e >> 58) & 1) << 6) : e & 0xe; }
static void add_entry(int process, u64 address, u64 e) {
  struct run now = {.process = process, .pages = 1, .address = address, .e = e};
  if (is_present(e)) {
    u64 pfn = pfn_of(e), head = head_of(pfn);
    int zero = is_zero_page(head);
    now.page = listed_number(pfn);
    now.large = is_huge(e) || (is_large(pfn) && !zero);
    if (is_huge(e)) pfn = head;
    if (now.large) {
      now.part = (int)(pfn - head), now.mapcount = zero ? -1 : mapcount_of(pfn);
      now.exclusive = !zero && is_exclusive(e);
    }
  }
  int n = run.pages, next = run.page + run.step * n;
  int follows = n && run.process == process && address == run.address + (u64)n * PAGE && told_bits(e) == told_bits(run.e) &&
                now.large == run.large && now.mapcount == run.mapcount && now.exclusive == run.exclusive && !is_huge(e) && !is_huge(run.e);
  if (follows && now.large) follows = now.page == run.page && now.part == run.part + n;
  else if (follows && n == 1 && is_present(e)) run.step = now.page - run.page, follows = run.step == 0 || run.step == 1;
  else if (follows) follows = now.page == next;
  if (follows) {
    run.pages++;
    return;
  }
  print_run();
  run = now;
}
static void print_entries(void) {
  runs_printed = 0;
  for (int p = 0; p < process_count; p++)
    for (int i = 0; workers[p].alive && i < watched_count; i++) {
      u64 e = entry_of(p, watched[i]), end = (watched[i] | 0x1fffff) + 1;
      if (!e || is_marker(e)) continue;
      add_entry(p, is_huge(e) ? watched[i] & ~0x1fffffUL : watched[i], e);
      while (is_huge(e) && i + 1 < watched_count && watched[i + 1] < end) i++;
    }
  print_run();
}

static void print_refs(void) {
  for (int i = 0, any = 0; i < ref_count; i++) {
    if (!refs[i].pages) continue;
    printf("%s{\"name\":\"%s\",\"pages\":[", any++ ? "," : "", refs[i].name);
    for (int j = 0; j < refs[i].pages; j++) printf("%s%d", j ? "," : "", listed_number(refs[i].pfn[j]));
    printf("]}");
  }
}

/* What is told of a page; pages that follow each other and are alike are told at once. */
static struct told { int zero, large, count, mapcount, pins, exclusive; } tell_page(u64 pfn) {
  struct told t = {is_zero_page(pfn), 0, count_of(pfn), 0, -1, 0};
  t.large = is_large(pfn);
  t.mapcount = t.large ? t.zero ? 0 : entries_of(pfn) : mapcount_of(pfn);
  if (t.large && !t.zero) t.pins = pins_of(pfn);
  t.exclusive = layout.exclusive_bit >= 0 && flags_of(pfn) >> layout.exclusive_bit & 1;
  return t;
}
static void print_pages(void) {
  for (int i = 0, n; i < listed_count; i += n) {
    struct told t = tell_page(by_number[listed[i]]), other;
    for (n = 1; i + n < listed_count && listed[i + n] == listed[i] + n; n++) {
      other = tell_page(by_number[listed[i + n]]);
      if (memcmp(&t, &other, sizeof t)) break;
    }
    printf("%s{\"page\":%d,\"kind\":%s,\"page_count\":%d,", i ? "," : "", listed[i], t.zero ? "\"zero\"" : "null", t.count);
    if (n > 1) printf("\"pages\":%d,", n);
    if (t.large) printf("\"large\":true,");
    if (t.pins >= 0) printf("\"pincount\":%d,", t.pins);
    printf("\"mapcount\":%d,\"exclusive\":%s}", t.mapcount, layout.exclusive_bit < 0 || t.large ? "null" : word((u64)t.exclusive));
  }
}

/* One line of JSON in the shape of cowscope's trace: what every page-table entry and page of the scenario is now. */
static void observe(int line, int column, const char *outcome, long value) {
  if (!can_see) return;
  drain();
  look(1);
  step_number++, listed_count = 0;
  printf("# trace {\"line\":%d,\"column\":%d,\"outcome\":", line, column);
  printf(outcome ? "\"%s\"" : "null", outcome);
  if (value >= 0) printf(",\"value\":%ld", value);
  printf(",\"ptes\":[");
  print_entries();
  printf("],\"refs\":[");
  print_refs();
  printf("],\"pages\":[");
  print_pages();
  printf("]}\n");
  fflush(stdout);
  look(0);
}
