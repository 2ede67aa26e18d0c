#ifndef PSEUDO_TERMINAL_H
#define PSEUDO_TERMINAL_H

#include <sys/types.h>

/// Starts a program at a new terminal of its own, which sends it signals.
/// It is `columns` wide; 0 is a terminal that does not say how wide it is.
/// Returns the process, or -1 with `errno`; `terminal` becomes the other end, to type into and to read the screen from.
pid_t spawn_at_terminal(
    const char *program, char *const arguments[], char *const environment[], const char *folder, unsigned short columns,
    int *terminal);

#endif
