/*
 * The first process of a lab machine: mounts, loads modules, swaps to the first disk, runs every program in /scenarios.
 * What they print goes to the second disk, which takes it faster than the serial line: that one is slow to emulate.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define PAGE 4096
static int write_text(const char *path, const char *text) {
  int f = open(path, O_WRONLY), ok = f >= 0 && write(f, text, strlen(text)) == (long)strlen(text);
  if (f >= 0) close(f);
  return ok ? 0 : -1;
}
/* A line of the list: the file, and what the module is told. */
static int insert_module(char *line) {
  char *parameters = strchr(line, ' ');
  if (parameters) *parameters++ = 0;
  int f = open(line, O_RDONLY), r = f < 0 ? -1 : (int)syscall(SYS_finit_module, f, parameters ? parameters : "", 0);
  if (f >= 0) close(f);
  return r;
}
/* Mounts what there is to see and swaps to the first disk. */
static void become_init(void) {
  char name[300];
  mkdir("/proc", 0755), mkdir("/sys", 0755), mkdir("/dev", 0755);
  mount("proc", "/proc", "proc", 0, 0), mount("sys", "/sys", "sysfs", 0, 0), mount("dev", "/dev", "devtmpfs", 0, 0);
  FILE *list = fopen("/modules/list", "r");
  while (list && fgets(name, sizeof name, list)) {
    name[strcspn(name, "\n")] = 0;
    if (insert_module(name)) printf("# module %s: %s\n", name, strerror(errno));
  }
  write_text("/proc/sys/kernel/kptr_restrict", "0");
  write_text("/proc/sys/vm/page-cluster", "0");
  write_text("/proc/sys/vm/swappiness", "100");
  write_text("/proc/sys/kernel/io_uring_disabled", "0");
  write_text("/sys/kernel/mm/transparent_hugepage/enabled", "madvise");
  write_text("/sys/kernel/mm/ksm/max_page_sharing", "65536");
  /* khugepaged would collapse what a scenario has split. */
  write_text("/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs", "1000000000");
  int f = open("/dev/vda", O_RDWR);
  char head[PAGE] = {0};
  uint32_t fields[3] = {1, 16383, 0};
  memcpy(head + 1024, fields, sizeof fields);
  memcpy(head + PAGE - 10, "SWAPSPACE2", 10);
  if (f >= 0 && pwrite(f, head, PAGE, 0) != PAGE) perror("/dev/vda");
  if (f >= 0) close(f);
  if (swapon("/dev/vda", 0)) printf("# no swap: %s\n", strerror(errno));
}


static int has_text(const char *path, const char *text) {
  char found[64] = "";
  int f = open(path, O_RDONLY);
  long n = f < 0 ? 0 : read(f, found, sizeof found - 1);
  if (f >= 0) close(f);
  return n > 0 && !strncmp(found, text, strlen(text));
}
/* The edu device goes to vfio-pci: whoever maps memory for it pins that for reading. */
static void bind_device(void) {
  struct dirent **entries;
  char path[400];
  int count = scandir("/sys/bus/pci/devices", &entries, 0, alphasort);
  for (int i = 0; i < count; i++) {
    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/device", entries[i]->d_name);
    if (!has_text(path, "0x11e8")) continue;
    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/driver_override", entries[i]->d_name);
    write_text(path, "vfio-pci");
    if (write_text("/sys/bus/pci/drivers_probe", entries[i]->d_name)) printf("# no vfio: %s\n", strerror(errno));
  }
}

/* Where the programs print: a file in memory, poured out on the second disk after each of them. */
static int out = 1, disk = -1;
static void open_output(void) {
  disk = open("/dev/vdb", O_WRONLY);
  out = disk < 0 ? 1 : open("/output", O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
  if (out < 0) out = 1;
}
static void pour_output(void) {
  static char block[1 << 16];
  static off_t written;
  long n;
  if (out == 1) return;
  for (off_t at = 0; (n = pread(out, block, sizeof block, at)) > 0; at += n, written += n)
    if (pwrite(disk, block, (size_t)n, written) != n) perror("/dev/vdb");
  if (ftruncate(out, 0)) perror("/output");
  fsync(disk);
}

/* One program in a session of its own; what hangs is ended after thirty seconds: the machine may be a slow one. */
static void run(const char *path) {
  int pid = fork(), waited = 0, status = 0;
  if (pid == 0) {
    setsid();
    dup2(out, 1);
    setenv("COW_LAYOUT", "/layout", 1);
    execl(path, path, (char *)0);
    _exit(127);
  }
  while (waitpid(pid, &status, WNOHANG) == 0 && waited++ < 3000) usleep(10000);
  kill(-pid, 9);
  dprintf(out, "\n# status %d%s\n", status, waited > 3000 ? " (timeout)" : "");
  pour_output();
}

int main(void) {
  struct dirent **entries;
  char path[400];
  setvbuf(stdout, 0, _IOLBF, 0);
  become_init();
  bind_device();
  open_output();
  int count = scandir("/scenarios", &entries, 0, alphasort);
  for (int i = 0; i < count; i++) {
    if (entries[i]->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/scenarios/%s", entries[i]->d_name);
    dprintf(out, "# scenario %s\n", entries[i]->d_name);
    run(path);
  }
  dprintf(out, "# end\n");
  pour_output();
  fflush(stdout);
  /* What the serial line has not sent yet is lost at the reboot. */
  tcdrain(1);
  usleep(200000);
  sync();
  reboot(RB_AUTOBOOT);
  for (;;) pause();
}
