/* ---- processes, and what became of a page ---- */
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
