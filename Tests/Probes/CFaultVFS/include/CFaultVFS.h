#pragma once
#include <stdint.h>

/// What the disk does at the chosen operation; every write, truncation and sync is one operation.
enum fault_kind {
  /// Nothing.
  FAULT_NONE = 0,
  /// A write finds the disk full.
  FAULT_FULL = 1,
  /// A write fails.
  FAULT_WRITE = 2,
  /// A write stores half of its bytes and fails.
  FAULT_SHORT = 3,
  /// A sync fails.
  FAULT_SYNC = 4,
  /// The power goes: this and every later operation fails until `fault_vfs_restore_power`.
  FAULT_POWER = 5,
};

/// Registers the file system `fault`, which wraps the default one. One world at a time: the state
/// is global, so tests that use it run one after the other.
int fault_vfs_register(void);

/// Forgets the past and lets operation number `at` (from 1) fail; 0 means never.
void fault_vfs_plan(enum fault_kind kind, long at);

/// How many operations there were since the plan.
long fault_vfs_operations(void);

/// Whether the planned fault has happened.
int fault_vfs_happened(void);

/// Turns the files into what a disk may hold after the power came back: what was synced, and of the
/// writes since then some, others not, one perhaps by half. Call with all connections closed.
void fault_vfs_restore_power(uint64_t seed);
