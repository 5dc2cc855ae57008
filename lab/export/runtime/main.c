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
  if (!strcmp(item, "swap_count")) return -1;
  if (!strcmp(item, "pincount")) return present && is_large(pfn) && layout.at_pins >= 0 ? pins_of(head_of(pfn)) : -1;
  if (!present) return strcmp(item, "value") ? 0 : e ? -1 : 0;
  if (!strcmp(item, "writable")) return e >> 1 & 1;
  if (!strcmp(item, "dirty")) return (e >> 6 | e >> 58) & 1;
  if (!strcmp(item, "page_count")) return count_of(pfn);
  if (!strcmp(item, "mapcount")) return mapcount_of(pfn);
  if (!strcmp(item, "exclusive")) return is_exclusive(e);
  if (!strcmp(item, "huge")) return is_large(pfn) || is_huge(e);
  if (!strcmp(item, "pmd_mapped")) return is_huge(e);
  if (!strcmp(item, "ksm")) return has_flag(pfn, KSM);
  if (!strcmp(item, "pinned")) return is_large(pfn) ? layout.at_pins < 0 ? -1 : pins_of(head_of(pfn)) > 0 : count_of(pfn) >= 1024;
  if (!strcmp(item, "zero")) return is_zero_page(head_of(pfn));
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
  close_direct();
  restore_pool();
  printf("1..%d\n", test_number);
  return failures ? 1 : 0;
}
