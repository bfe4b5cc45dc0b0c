#define _GNU_SOURCE
#include "CLinuxTerminal.h"

#include <sys/ioctl.h>

int clinux_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int clinux_terminal_raw(int descriptor, struct termios *saved) {
  if (tcgetattr(descriptor, saved) != 0) return -1;
  struct termios raw = *saved;
  cfmakeraw(&raw);
  return tcsetattr(descriptor, TCSAFLUSH, &raw);
}

int clinux_terminal_restore(int descriptor, const struct termios *saved) {
  return tcsetattr(descriptor, TCSAFLUSH, saved);
}
