/* The first process of a lab machine: mounts, loads modules, swaps to the first disk, runs every program in /scenarios. */
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
static int insert_module(const char *name) {
  int f = open(name, O_RDONLY), r = f < 0 ? -1 : (int)syscall(SYS_finit_module, f, "", 0);
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


/* One program in a session of its own; what hangs is ended after thirty seconds: the machine may be a slow one. */
static void run(const char *path) {
  int pid = fork(), waited = 0, status = 0;
  if (pid == 0) {
    setsid();
    setenv("COW_LAYOUT", "/layout", 1);
    execl(path, path, (char *)0);
    _exit(127);
  }
  while (waitpid(pid, &status, WNOHANG) == 0 && waited++ < 3000) usleep(10000);
  kill(-pid, 9);
  printf("\n# status %d%s\n", status, waited > 3000 ? " (timeout)" : "");
}

int main(void) {
  struct dirent **entries;
  char path[400];
  setvbuf(stdout, 0, _IOLBF, 0);
  become_init();
  int count = scandir("/scenarios", &entries, 0, alphasort);
  for (int i = 0; i < count; i++) {
    if (entries[i]->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/scenarios/%s", entries[i]->d_name);
    printf("# scenario %s\n", entries[i]->d_name);
    run(path);
  }
  printf("# end\n");
  fflush(stdout);
  /* What the serial line has not sent yet is lost at the reboot. */
  tcdrain(1);
  usleep(200000);
  sync();
  reboot(RB_AUTOBOOT);
  for (;;) pause();
}
