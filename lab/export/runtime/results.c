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
