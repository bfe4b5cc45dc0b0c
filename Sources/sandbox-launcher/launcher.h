// The sandbox launcher: applies the sandbox to itself, step by step, then becomes the program.
// Single-threaded, static, no allocation, no shell, nothing read from arguments or environment.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdint.h>
#include <stdnoreturn.h>
#include <sys/types.h>

// Descriptors given by the daemon; every other one is closed first.
enum {
  POLICY_FD = 3,
  STATUS_FD = 4,
  BUNDLE_FD = 5,
  NETWORK_FD = 6,
  CGROUP_FD = 7,
  FIRST_UNEXPECTED_FD = 8,
  // The program is executed through this number, which lies above the limit on open files: after
  // exec nobody can ever have a descriptor there, so the filter's one permission to exec is void.
  PROGRAM_FD = 250,
};

// Numbers are shared with SandboxStep.swift.
enum step {
  STEP_POLICY = 1,
  STEP_PARENT,
  STEP_DESCRIPTORS,
  STEP_NETWORK,
  STEP_IDENTITY,
  STEP_NAMESPACES,
  STEP_SESSION,
  STEP_MAPS,
  STEP_MOUNTS,
  STEP_LIMITS,
  STEP_PRIVILEGES,
  STEP_LANDLOCK,
  STEP_PROGRAM,
  STEP_SECCOMP,
  STEP_EXEC,
  STEP_CGROUP,
};

// Bits are shared with SandboxLayers.swift.
enum layer {
  LAYER_NAMESPACES = 1,
  LAYER_NETWORK = 2,
  LAYER_MOUNTS = 4,
  LAYER_LIMITS = 8,
  LAYER_THREADS = 16,
  LAYER_PRIVILEGES = 32,
  LAYER_LANDLOCK = 64,
  LAYER_SECCOMP = 128,
  LAYER_USER = 256,
  LAYER_CGROUP = 512,
};

// The header of the blob, little-endian; written by SandboxPolicy+Encoding.swift.
struct policy_header {
  uint32_t magic, version, size, flags;
  uint32_t runtime, uid, gid;
  int32_t parent;
  uint64_t address_space, file_bytes, cpu_seconds, stack_bytes, data_bytes;
  uint32_t open_files, threads, data_inodes;
  uint32_t bundle_length, entry_length, interpreter_length, libraries_length, reserved;
};

enum {
  POLICY_WITHOUT_NAMESPACES = 1,
  POLICY_DROP_IDENTITY = 2,
  POLICY_SHARED_NETWORK = 4,
  // Every step, then a clean end instead of exec: tells what this machine grants.
  POLICY_TRIAL = 8,
  POLICY_OWN_CGROUP = 16,
};
// How the entry runs: by itself; by itself with system libraries; by /bin/sh; by Python.
enum { RUNTIME_STATIC = 0, RUNTIME_DYNAMIC = 1, RUNTIME_SHELL = 2, RUNTIME_PYTHON = 3 };
enum { BUNDLE_PATH_LIMIT = 4095, ENTRY_PATH_LIMIT = 255, POLICY_MAGIC = 0x4253444D };
enum { INTERPRETER_PATH_LIMIT = 255, LIBRARIES_LIMIT = 4095, LIBRARY_COUNT_LIMIT = 16 };
enum { POLICY_VERSION = 2 };

struct policy {
  struct policy_header fields;
  char bundle[BUNDLE_PATH_LIMIT + 1];
  char entry[ENTRY_PATH_LIMIT + 1];
  // Absolute and free of links; empty where the entry runs by itself.
  char interpreter[INTERPRETER_PATH_LIMIT + 1];
  // Absolute paths without links, each ended by a zero byte: `r` a folder that is read, `x` a file
  // that may be executed too.
  char libraries[LIBRARIES_LIMIT + 1];
};

// The next of the paths above, kind first; NULL after the last one.
const char *next_library(const struct policy *policy, const char *after);

static inline int policy_has(const struct policy *policy, uint32_t flag) {
  return (policy->fields.flags & flag) != 0;
}

// policy.c
void policy_read(struct policy *policy);

// report.c
void report_cloned(pid_t pid);
void report_ready(uint32_t layers);
noreturn void fail(enum step step, int error);

// identity.c
void die_with_parent(void);
void check_parent(const struct policy *policy);
void check_parent_by_status(void);
uint32_t join_own_cgroup(const struct policy *policy);
uint32_t join_shared_network(const struct policy *policy);
void drop_identity(const struct policy *policy);

// namespaces.c
uint32_t enter_namespaces(const struct policy *policy);
void start_session(void);
void map_identity(uid_t uid, gid_t gid);

// mounts.c
int detach_bundle(void);
void build_root(const struct policy *policy, int bundle_tree);

// limits.c
uint32_t set_limits(const struct policy *policy, int has_user_namespace);
void shorten_turns(void);
void drop_privileges(int has_user_namespace);

// landlock.c
uint32_t restrict_files(const struct policy *policy, int has_private_root);

// seccomp.c
void restrict_calls(uint32_t runtime);

// runtime.c
noreturn void become(const struct policy *policy, int has_private_root);
