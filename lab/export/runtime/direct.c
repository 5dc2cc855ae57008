/* ---- O_DIRECT in flight: a block device of our own (nbd), whose answers come when they are told to ---- */
enum { NBD_READ = 0, NBD_DISCONNECT_REQUEST = 2, REF_BYTES = 1 << 22 };
struct nbd_ask { uint32_t magic, type; u64 handle, from; uint32_t length; } __attribute__((packed));
struct nbd_answer { uint32_t magic, error; u64 handle; } __attribute__((packed));
static struct { int disk, control, arrived, server, driver; } direct = {-1, -1, -1, 0, 0};

static int whole_read(int fd, void *to, size_t length) {
  for (size_t got = 0; got < length;) {
    long n = read(fd, (char *)to + got, length - got);
    if (n <= 0) return -1;
    got += (size_t)n;
  }
  return 0;
}
/* What the controller tells the server of a transfer: some of its data, or (length 0) that it is over. */
struct order { uint32_t ref, length; };
static int reads_disk(const struct nbd_ask *ask) { return (be32toh(ask->type) & 0xffff) == NBD_READ; }
static void answer_request(int socket, const struct nbd_ask *ask, int error) {
  struct nbd_answer answer = {htobe32(0x67446698), htobe32((uint32_t)error), ask->handle};
  if (write(socket, &answer, sizeof answer) != sizeof answer) _exit(1);
}
/* Data arrives in the memory as it is sent. A read that is over without any fails: so the memory is left as it is. */
static void obey(int socket, int control, struct nbd_ask *waiting) {
  static char data[MAX_REF_PAGES * PAGE];
  struct order order;
  if (whole_read(control, &order, sizeof order)) _exit(0);
  struct nbd_ask *ask = &waiting[order.ref];
  if (order.length && (order.length > sizeof data || whole_read(control, data, order.length))) _exit(1);
  if (ask->magic) answer_request(socket, ask, order.length || !reads_disk(ask) ? 0 : EIO);
  ask->magic = 0;
  if (order.length && write(socket, data, order.length) != (long)order.length) _exit(1);
}
static void serve(int socket, int control, int arrived) {
  static struct nbd_ask waiting[MAX_REFS + 1];
  static char data[1 << 16];
  for (;;) {
    struct pollfd two[2] = {{socket, POLLIN, 0}, {control, POLLIN, 0}};
    struct nbd_ask ask;
    unsigned char ref;
    poll(two, 2, -1);
    if (two[1].revents) obey(socket, control, waiting);
    else if (two[0].revents) {
      if (whole_read(socket, &ask, sizeof ask) || (be32toh(ask.type) & 0xffff) == NBD_DISCONNECT_REQUEST) _exit(0);
      for (uint32_t left = reads_disk(&ask) ? 0 : be32toh(ask.length), n; left; left -= n) {
        n = left < sizeof data ? left : sizeof data;
        if (whole_read(socket, data, n)) _exit(1);
      }
      ref = (unsigned char)(be64toh(ask.from) / REF_BYTES);
      if (ref == 0 || ref > MAX_REFS) {
        answer_request(socket, &ask, reads_disk(&ask) ? EIO : 0);
        continue;
      }
      waiting[ref] = ask;
      if (write(arrived, &ref, 1) != 1) _exit(1);
    }
  }
}
/* The device, with its server and the process that drives it; `disk` stays -1 where it is not to be had. */
static void open_direct(void) {
  int pair[2], control[2], arrived[2], disk = open("/dev/nbd0", O_RDWR);
  u64 bytes = 0;
  if (disk < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) || pipe(control) || pipe(arrived)) return;
  if (ioctl(disk, NBD_SET_BLKSIZE, 512UL) || ioctl(disk, NBD_SET_SIZE_BLOCKS, (unsigned long)REF_BYTES / 512 * (MAX_REFS + 1))) return;
  if (ioctl(disk, NBD_SET_SOCK, pair[0])) return;
  direct.server = fork();
  if (direct.server == 0) close(pair[0]), close(disk), serve(pair[1], control[0], arrived[1]);
  direct.driver = fork();
  if (direct.driver == 0) _exit(ioctl(disk, NBD_DO_IT));
  close(pair[1]);
  close(disk);
  direct.control = control[1], direct.arrived = arrived[0];
  for (int t = 0; t < 500 && direct.disk < 0; t++, usleep(10000)) {
    disk = open("/dev/nbd0", O_RDWR | O_DIRECT);
    if (disk >= 0 && !ioctl(disk, BLKGETSIZE64, &bytes) && bytes) direct.disk = disk;
    else if (disk >= 0) close(disk);
  }
}
static void close_direct(void) {
  if (direct.disk >= 0) ioctl(direct.disk, NBD_DISCONNECT);
  if (direct.server > 0) kill(direct.server, SIGKILL), waitpid(direct.server, 0, 0);
  if (direct.driver > 0) kill(direct.driver, SIGKILL), waitpid(direct.driver, 0, 0);
}
/* Starts a transfer of a process's memory; it has taken its references when the server has heard of it. */
static struct answer begin_direct(int ref, int process, u64 address, u64 length) {
  struct command c = {.op = DIRECT, .a = BASE + address, .b = length, .c = (u64)direct.disk, .d = (u64)(ref + 1) * REF_BYTES};
  struct pollfd p = {direct.arrived, POLLIN, 0};
  unsigned char heard;
  c.e = refs[ref].kind == DIRECT_READ;
  refs[ref].sent = 0, refs[ref].count = (int)(length / PAGE);
  struct answer r = tell(process, c);
  if (r.result < 0) return r;
  if (poll(&p, 1, 2000) != 1 || read(direct.arrived, &heard, 1) != 1 || heard != ref + 1) return (struct answer){-1, EIO};
  return (struct answer){0, 0};
}
/* Lets the data of a read arrive up to a byte of it (`value` -1: to its end); all but that byte is what stands there. */
static int fill_direct(int ref, u64 end, int value) {
  static struct { struct order order; unsigned char data[MAX_REF_PAGES * PAGE]; } message;
  struct order *order = &message.order;
  order->ref = (uint32_t)ref + 1, order->length = (uint32_t)(end - refs[ref].sent);
  for (u64 at = refs[ref].sent; at < end; at++) message.data[at - refs[ref].sent] = (unsigned char)byte_of(refs[ref].pfn[at / PAGE], at % PAGE);
  if (value >= 0) message.data[order->length - 1] = (unsigned char)value;
  refs[ref].sent = end;
  long size = (long)(sizeof *order + order->length);
  return write(direct.control, &message, (size_t)size) == size ? 0 : -1;
}
/* A byte written by the device, which can go on from there alone. */
static int write_direct(int ref, u64 offset, int value) {
  u64 at = refs[ref].address % PAGE + offset;
  if (refs[ref].kind != DIRECT_READ || !can_see || at < refs[ref].sent || fill_direct(ref, at + 1, value)) return -1;
  for (int t = 0; t < 500 && byte_of(refs[ref].pfn[at / PAGE], at % PAGE) != value; t++) usleep(2000);
  return 0;
}
static struct answer end_direct(int ref) {
  struct order over = {(uint32_t)ref + 1, 0};
  u64 length = (u64)refs[ref].count * PAGE;
  if (refs[ref].sent && refs[ref].sent < length) fill_direct(ref, length, -1);
  else if (!refs[ref].sent && write(direct.control, &over, sizeof over) != sizeof over) return (struct answer){-1, EIO};
  if (workers[refs[ref].process].alive) tell(refs[ref].process, (struct command){.op = REAP});
  usleep(20000);
  return (struct answer){0, 0};
}
