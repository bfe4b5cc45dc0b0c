// What a sanitized program is told before its first line: tests start daemons in environments of
// their own, so ASAN_OPTIONS and TSAN_OPTIONS do not reach them. See .ci/sanitize.
#include "CSanitize.h"

// A daemon may not be looked into (PR_SET_DUMPABLE), which looking for leaks at its end would need.
#define COMMON "log_path=/tmp/madang-sanitizer/report:log_exe_name=1"

const char *__asan_default_options(void);
const char *__asan_default_options(void) { return COMMON ":detect_leaks=0"; }

// The machine's randomness is a value without bytes, so all of its accesses have one address, which
// is no memory: two daemons that make their homes at once are reported to race there.
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
  return "race:$s7madangd7KeyRingV6create4home6random\n"
         "race:$s7madangd4HomeC4path16runtimeDirectory6random\n";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return COMMON ":exitcode=0:second_deadlock_stack=1"; }
