#define _GNU_SOURCE
#include "PseudoTerminal.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

pid_t spawn_at_terminal(
    const char *program, char *const arguments[], char *const environment[], const char *folder, unsigned short columns,
    int *terminal) {
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    pid_t process = forkpty(terminal, NULL, NULL, columns ? &size : NULL);
    if (process != 0) {
        if (process > 0) fcntl(*terminal, F_SETFD, FD_CLOEXEC);
        return process;
    }
    // Only calls that are safe in the child of a process with threads. What else is open belongs to other tests.
    close_range(3, ~0U, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    if (chdir(folder) == 0) execve(program, arguments, environment);
    _exit(127);
}
