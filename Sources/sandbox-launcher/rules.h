// The system-call list as data: first rule that names a call decides, no rule answers ENOSYS.
#pragma once

#include <linux/sched.h>
#include <stddef.h>
#include <stdint.h>

enum kind {
  KIND_ALLOW,
  KIND_REFUSE,
  KIND_MISSING,
  KIND_FAKE,
  KIND_KILL,
  KIND_VALUES,
  KIND_CHECK,
};
enum check {
  CHECK_NONE,
  CHECK_THREAD_CLONE,
  CHECK_PROGRAM_EXEC,
  CHECK_READ_ONLY_LIMIT,
  CHECK_NO_ADDRESS,
};
enum { VALUE_LIMIT = 12 };

// No argument the kernel knows has this value.
#define END 0xFFFFFFFFu

// What pthread_create asks for in every C library; the optional ones differ between them.
#define THREAD_FLAGS (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)
#define THREAD_FLAGS_OPTIONAL                                                      \
  (CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID |      \
   CLONE_CHILD_SETTID | CLONE_DETACHED)

struct rule {
  uint32_t number;
  uint8_t kind;
  uint8_t check;
  uint8_t argument;
  uint32_t values[VALUE_LIMIT];
};

extern const struct rule rules[];
extern const size_t rule_count;

// What a runtime that is not ours tries at its start, asked before the list of all programs.
extern const struct rule foreign_rules[];
extern const size_t foreign_rule_count;
