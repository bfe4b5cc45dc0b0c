#include "CLinuxMemory.h"

#include <malloc.h>

void clinux_tune_malloc(int trim_threshold_bytes) {
  /* A wrong value leaves things as they were; nothing depends on it. */
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TRIM_THRESHOLD, trim_threshold_bytes);
}
