#pragma once

/* What Swift's Glibc does not show of malloc.h. */

/* One arena for all threads, and memory given back to the kernel only from so many bytes on.
   Call it before any other thread exists. */
void clinux_tune_malloc(int trim_threshold_bytes);
