/* The terminal: window size and raw mode. */
#pragma once
#include <termios.h>

/* 0, or −1 where the descriptor is no terminal. */
int clinux_window_size(int descriptor, int *rows, int *columns);
/* Keys one by one without echo, signals from keys off; `saved` restores what was before. */
int clinux_terminal_raw(int descriptor, struct termios *saved);
int clinux_terminal_restore(int descriptor, const struct termios *saved);
