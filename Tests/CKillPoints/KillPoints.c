// Kills a process at a chosen point of what it does to the world outside: LD_PRELOAD=libKillPoints.so ferry ….
//
// What survives a SIGKILL is what was sent and what was written to files. So the points of a process are just those system calls, and
// the states that a kill can leave are those between them; the program itself is the one that is shipped, without a hook. The points,
// counted from 1:
//
//   send            before the first byte of a request leaves
//   receive         the first bytes of the answer are here and nobody has read them: the server has taken the request
//   begin FILE      before the first write of a transaction (of SQLite's log), or of a row of writes to another file
//   half FILE       before the write that makes a transaction count, when others came before it
//   commit FILE     after it
//   sync FILE       after fsync or fdatasync of a file that is not SQLite's log
//   rename FILE, remove FILE, cut FILE     before and after each
//
//   KILL_POINTS_FOLDER   files in this folder count, and nothing else does
//   KILL_POINTS_LOG      a line for each point is appended to this file
//   KILL_POINTS_AT       the number of the point to die at
#ifdef __linux__
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
// Whether a request is under way.
static int is_sent = 0;
// What was written to last, and not synced since.
static char last_file[512];
// Of the transaction that is being written to SQLite's log: its frames so far, and whether the page to come is its last.
static int frames = 0;
static int is_last_frame = 0;
static long passed = 0;
static long kill_at = 0;
static int log_descriptor = -1;
static char folder[512];

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("KILL_POINTS_AT");
    const char *log = getenv("KILL_POINTS_LOG");
    const char *place = getenv("KILL_POINTS_FOLDER");
    kill_at = at ? atol(at) : 0;
    // The kernel's names of open files have no links in them.
    if (!place || !realpath(place, folder)) folder[0] = 0;
    if (log) log_descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    // Only this process: what it starts lives on its own.
    unsetenv("LD_PRELOAD");
}

static void point(const char *kind, const char *file) {
    passed += 1;
    if (log_descriptor >= 0) {
        char line[640];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", passed, kind, file);
        syscall(SYS_write, log_descriptor, line, (size_t)length);
    }
    if (passed == kill_at) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;) pause();
    }
}

static int is_socket(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISSOCK(status.st_mode)) return 0;
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    return getsockname(descriptor, (struct sockaddr *)&address, &length) == 0 && address.ss_family == AF_INET;
}

static const char *base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int counts(const char *path) {
    size_t length = strlen(folder), all = strlen(path);
    if (length == 0 || strncmp(path, folder, length) != 0 || path[length] != '/') return 0;
    // SQLite's index of the log is made anew after a crash.
    return all < 4 || strcmp(path + all - 4, "-shm") != 0;
}

// The file behind a descriptor, if it counts.
static int is_file(int descriptor, char *path, size_t size) {
    struct stat status;
    if (folder[0] == 0 || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return counts(path);
}

static int is_log(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-wal") == 0;
}

static void before_send(int descriptor) {
    if (!is_socket(descriptor)) return;
    pthread_mutex_lock(&lock);
    if (!is_sent) point("send", "-");
    is_sent = 1;
    pthread_mutex_unlock(&lock);
}

static void after_receive(int descriptor, ssize_t count) {
    if (count <= 0 || !is_socket(descriptor)) return;
    int error = errno;
    pthread_mutex_lock(&lock);
    if (is_sent) {
        is_sent = 0;
        point("receive", "-");
    }
    pthread_mutex_unlock(&lock);
    errno = error;
}

static void before_write(int descriptor, const void *bytes, size_t count) {
    char path[512];
    if (!is_file(descriptor, path, sizeof path)) return;
    pthread_mutex_lock(&lock);
    if (is_log(path)) {
        if (count == 24) {
            // The header of a frame: the last of a transaction says how large the file is then.
            const uint8_t *header = bytes;
            is_last_frame = (header[4] | header[5] | header[6] | header[7]) != 0;
            if (frames == 0) point("begin", base(path));
            if (is_last_frame && frames > 0) point("half", base(path));
            frames += 1;
        }
    } else if (strcmp(last_file, path) != 0) {
        point("begin", base(path));
    }
    snprintf(last_file, sizeof last_file, "%s", path);
    pthread_mutex_unlock(&lock);
}

static void after_write(int descriptor, size_t count) {
    char path[512];
    if (!is_file(descriptor, path, sizeof path) || !is_log(path) || count == 24 || count == 32) return;
    int error = errno;
    pthread_mutex_lock(&lock);
    if (is_last_frame) {
        point("commit", base(path));
        frames = 0;
        is_last_frame = 0;
    }
    pthread_mutex_unlock(&lock);
    errno = error;
}

static void after_sync(int descriptor) {
    char path[512];
    if (!is_file(descriptor, path, sizeof path) || is_log(path)) return;
    int error = errno;
    pthread_mutex_lock(&lock);
    point("sync", base(path));
    last_file[0] = 0;
    pthread_mutex_unlock(&lock);
    errno = error;
}

static void at_name(const char *kind, const char *path) {
    char real[512];
    char parent[512];
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    if (!slash) return;
    *slash = 0;
    char resolved[512];
    if (!realpath(parent, resolved)) return;
    if (snprintf(real, sizeof real, "%s/%s", resolved, slash + 1) >= (int)sizeof real || !counts(real)) return;
    int error = errno;
    pthread_mutex_lock(&lock);
    point(kind, base(real));
    last_file[0] = 0;
    pthread_mutex_unlock(&lock);
    errno = error;
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    ssize_t result = syscall(SYS_read, descriptor, bytes, count);
    after_receive(descriptor, result);
    return result;
}

ssize_t recvfrom(int descriptor, void *bytes, size_t count, int flags, struct sockaddr *address, socklen_t *length) {
    ssize_t result = syscall(SYS_recvfrom, descriptor, bytes, count, flags, address, length);
    after_receive(descriptor, result);
    return result;
}

ssize_t recv(int descriptor, void *bytes, size_t count, int flags) { return recvfrom(descriptor, bytes, count, flags, NULL, NULL); }

ssize_t recvmsg(int descriptor, struct msghdr *message, int flags) {
    ssize_t result = syscall(SYS_recvmsg, descriptor, message, flags);
    after_receive(descriptor, result);
    return result;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    before_send(descriptor);
    before_write(descriptor, bytes, count);
    ssize_t result = syscall(SYS_write, descriptor, bytes, count);
    after_write(descriptor, count);
    return result;
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    before_send(descriptor);
    return syscall(SYS_writev, descriptor, pieces, count);
}

ssize_t sendto(
    int descriptor, const void *bytes, size_t count, int flags, const struct sockaddr *address, socklen_t length) {
    before_send(descriptor);
    return syscall(SYS_sendto, descriptor, bytes, count, flags, address, length);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) { return sendto(descriptor, bytes, count, flags, NULL, 0); }

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    before_send(descriptor);
    return syscall(SYS_sendmsg, descriptor, message, flags);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    before_write(descriptor, bytes, count);
    ssize_t result = syscall(SYS_pwrite64, descriptor, bytes, count, offset);
    after_write(descriptor, count);
    return result;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) { return pwrite64(descriptor, bytes, count, offset); }

int fsync(int descriptor) {
    int result = (int)syscall(SYS_fsync, descriptor);
    after_sync(descriptor);
    return result;
}

int fdatasync(int descriptor) {
    int result = (int)syscall(SYS_fdatasync, descriptor);
    after_sync(descriptor);
    return result;
}

int ftruncate64(int descriptor, off64_t length) {
    char path[512];
    int is_counted = is_file(descriptor, path, sizeof path);
    if (is_counted) at_name("cut", path);
    int result = (int)syscall(SYS_ftruncate, descriptor, length);
    if (is_counted) at_name("cut", path);
    return result;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int rename(const char *from, const char *to) {
    at_name("rename", to);
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    at_name("rename", to);
    return result;
}

int unlink(const char *path) {
    at_name("remove", path);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    at_name("remove", path);
    return result;
}
#endif
