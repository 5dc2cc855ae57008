/* A small server: it takes a snapshot of a table in a child, hands a page to a pipe, and reads a file past the page cache. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/io_uring.h>

enum { PAGE = 4096, PAGES = 8 };

int main(void)
{
	char *table = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int ends[2], ring, file;
	char byte, name[] = "table-XXXXXX";
	struct io_uring_params params = { 0 };
	struct iovec fixed = { table + 4 * PAGE, PAGE };
	pid_t child;

	if (table == MAP_FAILED || pipe(ends))
		return 1;
	memset(table, 'a', PAGES * PAGE);

	ring = syscall(SYS_io_uring_setup, 4, &params);
	if (ring >= 0)
		syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, &fixed, 1);

	child = fork();
	if (child == 0) {
		/* The child keeps what was written before the fork. */
		struct iovec page = { table, PAGE };
		struct iovec here = { &byte, 1 }, there = { table + PAGE, 1 };

		vmsplice(ends[1], &page, 1, 0);
		munmap(table, PAGE);
		process_vm_readv(getppid(), &here, 1, &there, 1, 0);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	table[0] = 'b';
	read(ends[0], &byte, 1);

	mprotect(table + 4 * PAGE, PAGE, PROT_READ);
	mprotect(table + 4 * PAGE, PAGE, PROT_READ | PROT_WRITE);
	table[4 * PAGE] = 'c';

	file = mkstemp(name);
	write(file, table, PAGE);
	close(file);
	file = open(name, O_RDONLY | O_DIRECT);
	unlink(name);
	if (file >= 0)
		read(file, table + 2 * PAGE, PAGE);
	madvise(table + 6 * PAGE, 2 * PAGE, MADV_DONTNEED);
	munmap(table, PAGES * PAGE);
	return byte != 'a';
}
