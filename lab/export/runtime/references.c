/* ---- references: pipes and rings ---- */
static int is_direct(int ref) { return refs[ref].kind == DIRECT_READ || refs[ref].kind == DIRECT_WRITE; }
static void remember(int ref, int process, u64 address, u64 length) {
  refs[ref].process = process;
  refs[ref].address = address;
  refs[ref].length = length;
  refs[ref].pages = 0;
  for (u64 p = address & ~(PAGE - 1); p < address + length && refs[ref].pages < MAX_REF_PAGES; p += PAGE)
    refs[ref].pfn[refs[ref].pages++] = can_see ? pfn_of(entry_of(process, p)) : 0;
}
static struct queue { char *sq, *cq; struct io_uring_sqe *sqe; struct io_uring_params p; } queues[MAX_REFS];
static int new_ring(struct queue *q) {
  int fd = (int)syscall(SYS_io_uring_setup, 4, &q->p), rw = PROT_READ | PROT_WRITE, flags = MAP_SHARED | MAP_POPULATE;
  if (fd < 0) return -1;
  q->sq = mmap(0, q->p.sq_off.array + q->p.sq_entries * 4, rw, flags, fd, IORING_OFF_SQ_RING);
  q->cq = mmap(0, q->p.cq_off.cqes + q->p.cq_entries * 16, rw, flags, fd, IORING_OFF_CQ_RING);
  q->sqe = mmap(0, q->p.sq_entries * 64, rw, flags, fd, IORING_OFF_SQES);
  return fd;
}
/* ---- references of a device: VFIO's read-only long-term pins ---- */
/* A container with an IOMMU, of whatever device is bound to vfio-pci; -1 where there is none. */
static int container = -1;
static int join_group(const char *name) {
  char path[300];
  snprintf(path, sizeof path, "/dev/vfio/%s", name);
  int fd = open("/dev/vfio/vfio", O_RDWR), group = open(path, O_RDWR);
  if (fd >= 0 && group >= 0 && !ioctl(group, VFIO_GROUP_SET_CONTAINER, &fd) && !ioctl(fd, VFIO_SET_IOMMU, VFIO_TYPE1_IOMMU)) return fd;
  close(group);
  close(fd);
  return -1;
}
static void open_container(void) {
  DIR *folder = opendir("/dev/vfio");
  struct dirent *entry;
  while (folder && container < 0 && (entry = readdir(folder)))
    if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9') container = join_group(entry->d_name);
  if (folder) closedir(folder);
}
/* Whether anonymous pages are mapped all over a range. */
static int all_anonymous(int process, u64 start, int pages) {
  for (int i = 0; i < pages; i++) {
    u64 e = can_see ? entry_of(process, start + (u64)i * PAGE) : 0;
    if (!is_present(e) || is_zero_page(head_of(pfn_of(e))) || !has_flag(head_of(pfn_of(e)), ANON)) return 0;
  }
  return 1;
}
/* Where the device has the pages of a reference. */
static u64 device_address(int ref) { return 0x1000000UL * (u64)(ref + 1); }
/* Up to 5.x only who mapped it may take it back. */
static struct answer release_device(int ref) {
  u64 length = (u64)refs[ref].count * PAGE;
  struct command c = {.op = DEVICE_END, .a = device_address(ref), .b = length, .c = (u64)container};
  if (workers[refs[ref].process].alive) return tell(refs[ref].process, c);
  long r = work(&c);
  return (struct answer){r, r ? errno : 0};
}

/* Pipes and rings are the controller's: they outlive the process that puts its memory there. */
static void open_refs(void) {
  for (int i = 0; i < ref_count; i++) {
    refs[i].ring = -1;
    if (refs[i].kind == DEVICE && container < 0) open_container();
    if (is_direct(i) && direct.disk < 0) open_direct();
    if (refs[i].kind == DEVICE || is_direct(i)) continue;
    if (refs[i].kind != SPLICE) refs[i].ring = new_ring(&queues[i]);
    else if (pipe(refs[i].pipe)) perror("pipe");
  }
}
/* From 6.4 on a fixed buffer that lies in one folio keeps one pin for all of it. */
static int one_pin_for_all(int ref, int process, u64 address, u64 length) {
  u64 first = address & ~(PAGE - 1), e = can_see ? entry_of(process, first) : 0;
  return refs[ref].kind == REGISTER && first + PAGE < address + length && kernel_version() >= 6004 && is_present(e) && is_large(pfn_of(e));
}
static struct answer take(int ref, int process, u64 address, u64 length) {
  struct command c = {.op = (enum op)refs[ref].kind, .a = BASE + address, .b = length};
  c.c = (u64)(refs[ref].kind == SPLICE ? refs[ref].pipe[1] : refs[ref].ring);
  if (one_pin_for_all(ref, process, address, length)) return (struct answer){-1, EXFULL};
  if (refs[ref].kind == DEVICE) {
    if (container < 0) return (struct answer){-1, ENODEV};
    refs[ref].count = (int)((length + (address & (PAGE - 1)) + PAGE - 1) / PAGE);
    c.a &= ~(PAGE - 1), c.b = (u64)refs[ref].count * PAGE, c.c = (u64)container, c.d = device_address(ref);
  }
  if (refs[ref].kind == SPLICE && length > 16 * PAGE && fcntl(refs[ref].pipe[1], F_SETPIPE_SZ, (int)(MAX_REF_PAGES * PAGE)) < 0)
    return (struct answer){-1, ENOSPC};
  struct answer r = is_direct(ref) ? begin_direct(ref, process, address & ~(PAGE - 1), length + (address & (PAGE - 1))) : tell(process, c);
  if (r.result == 0) remember(ref, process, address, length);
  return r;
}
static struct answer release(int ref) {
  if (ref < 0 || !refs[ref].pages) return (struct answer){-1, EINVAL};
  if (is_direct(ref)) {
    struct answer ended = end_direct(ref);
    refs[ref].pages = 0;
    return ended;
  }
  refs[ref].pages = 0;
  if (refs[ref].kind == DEVICE) return release_device(ref);
  if (refs[ref].kind == SPLICE) {
    static char buffer[MAX_REF_PAGES * PAGE];
    fcntl(refs[ref].pipe[0], F_SETFL, O_NONBLOCK);
    if (read(refs[ref].pipe[0], buffer, sizeof buffer) < 0) return (struct answer){-1, errno};
  } else if (syscall(SYS_io_uring_register, refs[ref].ring, IORING_UNREGISTER_BUFFERS, 0, 0) < 0)
    return (struct answer){-1, errno};
  return (struct answer){0, 0};
}
/* The newest reference that a process took at a page; -1 where there is none. */
static int newest_at(int process, u64 page) {
  for (int i = ref_count - 1; i >= 0; i--)
    if (refs[i].pages && refs[i].process == process && (refs[i].address & ~(PAGE - 1)) == page) return i;
  return -1;
}

/* One byte through a registered buffer, as a device would: from memory into the file, or from the file into memory. */
static int transfer(int ref, int opcode, int file, u64 offset) {
  struct queue *q = &queues[ref];
  unsigned *tail = (unsigned *)(q->sq + q->p.sq_off.tail), *head = (unsigned *)(q->cq + q->p.cq_off.head);
  unsigned mask = q->p.sq_entries - 1, slot = *tail & mask;
  struct io_uring_cqe *done = (struct io_uring_cqe *)(q->cq + q->p.cq_off.cqes);
  struct io_uring_sqe e = {.opcode = (uint8_t)opcode, .fd = file, .addr = BASE + refs[ref].address + offset, .len = 1};
  q->sqe[slot] = e;
  ((unsigned *)(q->sq + q->p.sq_off.array))[slot] = slot;
  __atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
  if (syscall(SYS_io_uring_enter, refs[ref].ring, 1, 1, IORING_ENTER_GETEVENTS, 0, 0) < 0) return -errno;
  int r = done[*head & (q->p.cq_entries - 1)].res;
  __atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
  return r;
}

/* What a reference sees: through the pipe (tee leaves it there) or through the fixed buffer. -1 where it cannot be read. */
static int read_ref(int ref, u64 offset) {
  static unsigned char buffer[MAX_REF_PAGES * PAGE];
  int other[2], value = -1;
  if (!refs[ref].pages) return -1;
  /* What stands in the memory that the device was given. */
  if (refs[ref].kind == DEVICE || is_direct(ref)) return byte_of(refs[ref].pfn[(refs[ref].address % PAGE + offset) / PAGE], (refs[ref].address + offset) % PAGE);
  if (refs[ref].kind == SPLICE) {
    if (pipe(other)) return -1;
    if (refs[ref].length > 16 * PAGE) fcntl(other[1], F_SETPIPE_SZ, (int)(MAX_REF_PAGES * PAGE));
    long got = tee(refs[ref].pipe[0], other[1], refs[ref].length, SPLICE_F_NONBLOCK);
    if (got > (long)offset && read(other[0], buffer, (size_t)got) == got) value = buffer[offset];
    close(other[0]);
    close(other[1]);
    return value;
  }
  int f = memfd_create("device", 0);
  if (transfer(ref, IORING_OP_WRITE_FIXED, f, offset) == 1 && pread(f, buffer, 1, 0) == 1) value = buffer[0];
  close(f);
  return value;
}
static int write_ref(int ref, u64 offset, int value) {
  unsigned char byte = (unsigned char)value;
  if (is_direct(ref)) return write_direct(ref, offset, value);
  if (refs[ref].kind != REGISTER) return -1;
  int f = memfd_create("device", 0), r = -1;
  if (pwrite(f, &byte, 1, 0) == 1) r = transfer(ref, IORING_OP_READ_FIXED, f, offset) == 1 ? 0 : -1;
  close(f);
  return r;
}
