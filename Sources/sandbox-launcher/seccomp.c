#include "launcher.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "rules.h"

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no system-call lists for this architecture"
#endif

// x32 calls carry this bit; the architecture number alone does not tell them apart.
enum { X32_BIT = 0x40000000 };
enum { FILTER_LIMIT = 1024 };

static struct sock_filter filter[FILTER_LIMIT];
static unsigned short filter_length;

static void emit(uint16_t code, uint8_t jump_true, uint8_t jump_false, uint32_t k) {
  if (filter_length == FILTER_LIMIT) fail(STEP_SECCOMP, E2BIG);
  filter[filter_length++] = (struct sock_filter){code, jump_true, jump_false, k};
}

static void load(uint32_t offset) { emit(BPF_LD | BPF_W | BPF_ABS, 0, 0, offset); }

static void answer(uint32_t action) { emit(BPF_RET | BPF_K, 0, 0, action); }

// Both architectures are little-endian: the low half of an argument comes first.
static uint32_t argument(int index, int high_half) {
  return (uint32_t)(offsetof(struct seccomp_data, args) + (size_t)index * 8) +
         (high_half ? 4 : 0);
}

// Skips the next `count` instructions unless the loaded value equals `value`.
static void skip_unless_equal(uint32_t value, uint8_t count) {
  emit(BPF_JMP | BPF_JEQ | BPF_K, 0, count, value);
}

static void emit_check(enum check check) {
  const uint32_t refused = SECCOMP_RET_ERRNO | EPERM;
  switch (check) {
    case CHECK_THREAD_CLONE:
      // Every flag a thread has and none beyond: no namespace, no process.
      load(argument(0, 1));
      skip_unless_equal(0, 4);
      load(argument(0, 0));
      emit(BPF_ALU | BPF_AND | BPF_K, 0, 0, ~(uint32_t)THREAD_FLAGS_OPTIONAL);
      skip_unless_equal(THREAD_FLAGS, 1);
      answer(SECCOMP_RET_ALLOW);
      answer(refused);
      return;
    case CHECK_PROGRAM_EXEC:
      load(argument(0, 0));
      skip_unless_equal(PROGRAM_FD, 1);
      answer(SECCOMP_RET_ALLOW);
      answer(refused);
      return;
    case CHECK_READ_ONLY_LIMIT:
      // pid 0 (oneself) and no new value, in both halves.
      load(argument(0, 0));
      skip_unless_equal(0, 5);
      load(argument(2, 0));
      skip_unless_equal(0, 3);
      load(argument(2, 1));
      skip_unless_equal(0, 1);
      answer(SECCOMP_RET_ALLOW);
      answer(refused);
      return;
    case CHECK_NO_ADDRESS:
      // Only to the other end of a pair: without an address a socket of one's own goes nowhere.
      load(argument(4, 0));
      skip_unless_equal(0, 3);
      load(argument(4, 1));
      skip_unless_equal(0, 1);
      answer(SECCOMP_RET_ALLOW);
      answer(refused);
      return;
    case CHECK_NONE:
      return;
  }
}

// The kernel looks at the low half of these arguments only, and so does the filter.
static void emit_values(const struct rule *rule) {
  load(argument(rule->argument, 0));
  for (int i = 0; i < VALUE_LIMIT && rule->values[i] != END; i++) {
    skip_unless_equal(rule->values[i], 1);
    answer(SECCOMP_RET_ALLOW);
  }
  answer(SECCOMP_RET_ERRNO | EPERM);
}

// Every path through a rule that matched ends in an answer, so the call number stays loaded for
// the next rule.
static void emit_rule(const struct rule *rule) {
  unsigned short jump = filter_length;
  skip_unless_equal(rule->number, 0);
  switch (rule->kind) {
    case KIND_ALLOW: answer(SECCOMP_RET_ALLOW); break;
    case KIND_REFUSE: answer(SECCOMP_RET_ERRNO | EPERM); break;
    case KIND_FAKE: answer(SECCOMP_RET_ERRNO | 0); break;
    case KIND_MISSING: answer(SECCOMP_RET_ERRNO | ENOSYS); break;
    case KIND_KILL: answer(SECCOMP_RET_KILL_PROCESS); break;
    case KIND_VALUES: emit_values(rule); break;
    case KIND_CHECK: emit_check(rule->check); break;
  }
  filter[jump].jf = (uint8_t)(filter_length - jump - 1);
}

void restrict_calls(uint32_t runtime) {
  load(offsetof(struct seccomp_data, arch));
  skip_unless_equal(NATIVE_ARCHITECTURE, 1);
  emit(BPF_JMP | BPF_JA, 0, 0, 1);
  answer(SECCOMP_RET_KILL_PROCESS);
  load(offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  emit(BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
  answer(SECCOMP_RET_KILL_PROCESS);
#endif
  if (runtime != RUNTIME_STATIC) {
    for (size_t i = 0; i < foreign_rule_count; i++) emit_rule(&foreign_rules[i]);
  }
  for (size_t i = 0; i < rule_count; i++) emit_rule(&rules[i]);
  answer(SECCOMP_RET_ERRNO | ENOSYS);
  struct sock_fprog program = {.len = filter_length, .filter = filter};
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
    fail(STEP_SECCOMP, errno);
  }
}
