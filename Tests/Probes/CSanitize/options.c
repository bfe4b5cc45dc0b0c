// What a sanitized program is told before its first line: tests start daemons in environments of
// their own, so ASAN_OPTIONS and TSAN_OPTIONS do not reach them. See .ci/sanitize.
#include "CSanitize.h"

// A daemon may not be looked into (PR_SET_DUMPABLE), which looking for leaks at its end would need.
#define COMMON "log_path=/tmp/madang-sanitizer/report:log_exe_name=1"

const char *__asan_default_options(void);
const char *__asan_default_options(void) { return COMMON ":detect_leaks=0"; }

const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return COMMON ":exitcode=0:second_deadlock_stack=1"; }
