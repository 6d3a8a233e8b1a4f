/*
 * Stands between a process and the files under FAULT_PATH: counts every call that changes one or makes it durable, and
 * lets the FAULT_AT-th go wrong. Loaded by LD_PRELOAD.
 *
 *   FAULT_PATH    only files whose path has this in it; of stdout, stderr and all others nothing is counted
 *   FAULT_AT      from 1; 0 lets all pass and only counts
 *   FAULT_KIND    EIO or ENOSPC: it fails and nothing is done. TORN: half of a write is done, then it fails with EIO.
 *                 KILL: the process is killed before it. TORNKILL: the same, half of a write being done.
 *                 POWER: as if the power went: what was written and not synced since is undone, then it is killed.
 *                 POWERSOME: the same, of some writes and not of others, in any order, as disks do. What became of
 *                 names (made, moved, removed) counts as lasting at once: that these are synced it cannot tell
 *   FAULT_ON      1: so does every one after it
 *   FAULT_REPORT  a file that gets the number of calls, as digits, when the process ends by itself
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 65536 };
static atomic_char watched[FILES];
static atomic_long calls;
static const char *path, *kind;
static long at;
static int on;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  path = getenv("FAULT_PATH");
  kind = getenv("FAULT_KIND");
  at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
  on = getenv("FAULT_ON") && *getenv("FAULT_ON") == '1';
}

__attribute__((destructor)) static void end(void) {
  const char *report = getenv("FAULT_REPORT");
  FILE *file = report ? fopen(report, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld", (long)calls);
  fclose(file);
}

static int is_ours(const char *name) { return path && name && strstr(name, path) != NULL; }
static int is_watched(int fd) { return fd >= 0 && fd < FILES && watched[fd]; }
static int is_kind(const char *name) { return kind && strcmp(kind, name) == 0; }

/* What a write replaced, until its file is synced. */
struct undo {
  struct undo *before;
  dev_t device;
  ino_t node;
  int file;
  off_t offset, size;
  size_t length;
  ssize_t had;
  char bytes[];
};
static struct undo *last;

static int is_power(void) { return is_kind("POWER") || is_kind("POWERSOME"); }

/* A descriptor of the file that is never closed: to close any would drop the locks of all. */
static int own_descriptor(int fd) {
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  return NEXT(open)(name, O_RDWR | O_CLOEXEC);
}

static void remember(int fd, off_t offset, size_t length) {
  struct stat at;
  if (!is_power() || fstat(fd, &at) != 0) return;
  struct undo *undo = malloc(sizeof *undo + length);
  if (!undo) abort();
  *undo = (struct undo){last, at.st_dev, at.st_ino, -1, offset, at.st_size, length, 0};
  for (struct undo *other = last; other && undo->file < 0; other = other->before)
    if (other->device == at.st_dev && other->node == at.st_ino) undo->file = other->file;
  if (undo->file < 0) undo->file = own_descriptor(fd);
  undo->had = pread(undo->file, undo->bytes, length, offset);
  last = undo;
}

static void forget(int fd) {
  struct stat at;
  if (!is_power() || fstat(fd, &at) != 0) return;
  for (struct undo *undo = last; undo; undo = undo->before)
    if (undo->device == at.st_dev && undo->node == at.st_ino) undo->length = 0, undo->size = -1;
}

/* Undoes the writes, the last one first; of a write beyond the end nothing stays, or zeros where later ones did. */
static void cut_power(void) {
  unsigned dice = (unsigned)at * 2654435761u + 1;
  for (struct undo *undo = last; undo; undo = undo->before) {
    if (undo->size < 0) continue;
    dice = dice * 1664525u + 1013904223u;
    if (is_kind("POWERSOME") && (dice >> 16) % 2 == 0) continue;
    if (undo->had > 0) NEXT(pwrite)(undo->file, undo->bytes, (size_t)undo->had, undo->offset);
    if (is_kind("POWER")) NEXT(ftruncate)(undo->file, undo->size);
    else
      for (off_t end = undo->offset + (off_t)undo->length, from = undo->offset + undo->had; from < end; from++)
        NEXT(pwrite)(undo->file, "", 1, from);
  }
}

/* Counts a call; true if it is the one to go wrong. */
static int goes_wrong(void) {
  long number = ++calls;
  return at > 0 && (number == at || (on && number > at));
}

/* Goes wrong; returns only where the call is to fail. */
static int fail(void) {
  if (is_kind("KILL") || is_kind("TORNKILL") || is_power()) {
    if (is_power()) cut_power();
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  errno = is_kind("ENOSPC") ? ENOSPC : EIO;
  return -1;
}

static int is_torn(void) { return is_kind("TORN") || is_kind("TORNKILL"); }

static int opened(int fd, const char *name) {
  if (fd >= 0 && fd < FILES) watched[fd] = (char)is_ours(name);
  return fd;
}

static int opening_fails(const char *name, int flags) {
  return (flags & O_CREAT) && is_ours(name) && access(name, F_OK) != 0 && goes_wrong();
}

#define OPEN(function)                                          \
  int function(const char *name, int flags, ...) {              \
    va_list rest;                                               \
    va_start(rest, flags);                                      \
    mode_t mode = va_arg(rest, mode_t);                         \
    va_end(rest);                                               \
    if (opening_fails(name, flags)) return fail();              \
    return opened(NEXT(function)(name, flags, mode), name);     \
  }
OPEN(open)
OPEN(open64)

int openat(int folder, const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  if (opening_fails(name, flags)) return fail();
  return opened(NEXT(openat)(folder, name, flags, mode), name);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (!is_watched(fd)) return NEXT(write)(fd, bytes, length);
  if (!goes_wrong()) {
    remember(fd, lseek(fd, 0, SEEK_CUR), length);
    return NEXT(write)(fd, bytes, length);
  }
  if (is_torn()) NEXT(write)(fd, bytes, length / 2);
  return fail();
}

#define PWRITE(function, offset_type)                                               \
  ssize_t function(int fd, const void *bytes, size_t length, offset_type offset) {  \
    if (!is_watched(fd)) return NEXT(function)(fd, bytes, length, offset);          \
    if (!goes_wrong()) {                                                            \
      remember(fd, offset, length);                                                 \
      return NEXT(function)(fd, bytes, length, offset);                             \
    }                                                                               \
    if (is_torn()) NEXT(function)(fd, bytes, length / 2, offset);                   \
    return fail();                                                                  \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return is_watched(fd) && goes_wrong() ? fail() : NEXT(writev)(fd, parts, count);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return is_watched(fd) && goes_wrong() ? fail() : NEXT(pwritev)(fd, parts, count, offset);
}
int fsync(int fd) {
  if (is_watched(fd) && goes_wrong()) return fail();
  if (is_watched(fd)) forget(fd);
  return NEXT(fsync)(fd);
}
int fdatasync(int fd) {
  if (is_watched(fd) && goes_wrong()) return fail();
  if (is_watched(fd)) forget(fd);
  return NEXT(fdatasync)(fd);
}
int ftruncate(int fd, off_t length) {
  return is_watched(fd) && goes_wrong() ? fail() : NEXT(ftruncate)(fd, length);
}
int ftruncate64(int fd, off64_t length) {
  return is_watched(fd) && goes_wrong() ? fail() : NEXT(ftruncate64)(fd, length);
}
int rename(const char *from, const char *to) {
  return (is_ours(from) || is_ours(to)) && goes_wrong() ? fail() : NEXT(rename)(from, to);
}
int link(const char *from, const char *to) {
  return (is_ours(from) || is_ours(to)) && goes_wrong() ? fail() : NEXT(link)(from, to);
}
int unlink(const char *name) { return is_ours(name) && goes_wrong() ? fail() : NEXT(unlink)(name); }
