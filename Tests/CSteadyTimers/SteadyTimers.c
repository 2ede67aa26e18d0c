// Keeps the kernel's timers right under Debian's faketime: LD_PRELOAD=libSteadyTimers.so faketime ….
//
// faketime 0.9.10 takes its offset off the end of every absolute timer, also of one that counts by a clock which it was told to leave alone
// (FAKETIME_DONT_FAKE_MONOTONIC). Dispatch and SwiftNIO wait by such timers: with a clock that is set ahead each ends at once and is begun
// again, for ever; with one that is set back none ends. So timers go to the kernel as they are, and to faketime only those of the wall clock.
#ifdef __linux__
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static unsigned char is_of_wall_clock[1 << 16];

int timerfd_create(int clock, int flags) {
    int timer = (int)syscall(SYS_timerfd_create, clock, flags);
    if (timer >= 0 && (size_t)timer < sizeof is_of_wall_clock) is_of_wall_clock[timer] = clock == CLOCK_REALTIME;
    return timer;
}

int timerfd_settime(int timer, int flags, const struct itimerspec *new, struct itimerspec *old) {
    if (timer >= 0 && (size_t)timer < sizeof is_of_wall_clock && is_of_wall_clock[timer]) {
        int (*next)(int, int, const struct itimerspec *, struct itimerspec *) = dlsym(RTLD_NEXT, "timerfd_settime");
        if (next) return next(timer, flags, new, old);
    }
    return (int)syscall(SYS_timerfd_settime, timer, flags, new, old);
}
#endif
