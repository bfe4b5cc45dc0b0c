// A SQLite file system that fails on demand and loses what was not synced.
//
// Each file keeps, for every change since its last sync, the bytes before and after. Losing power
// means undoing all of them and doing some again. sqlite.org/vfs.html describes the interface.

#include "CFaultVFS.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct change {
  struct change *next;
  char *path;
  sqlite3_int64 offset;
  sqlite3_int64 size_before;
  int count;
  int count_before;
  char *before;
  char *after;
};

struct fault_file {
  sqlite3_file base;
  char *path;
  sqlite3_file *real;
};

static sqlite3_vfs *under;
static sqlite3_vfs over;
static enum fault_kind planned;
static long planned_at;
static long operations;
static int happened;
// The newest first, which is the order of undoing.
static struct change *changes;

static struct fault_file *own(sqlite3_file *file) { return (struct fault_file *)file; }
static sqlite3_file *real(sqlite3_file *file) { return own(file)->real; }

static void forget(struct change *change) {
  free(change->path);
  free(change->before);
  free(change->after);
  free(change);
}

static void forget_path(const char *path) {
  struct change **link = &changes;
  while (*link != NULL) {
    struct change *change = *link;
    if (path != NULL && strcmp(change->path, path) != 0) {
      link = &change->next;
      continue;
    }
    *link = change->next;
    forget(change);
  }
}

void fault_vfs_plan(enum fault_kind kind, long at) {
  forget_path(NULL);
  planned = kind;
  planned_at = at;
  operations = 0;
  happened = 0;
}

long fault_vfs_operations(void) { return operations; }
int fault_vfs_happened(void) { return happened; }

// Whether this operation is the one that fails; without power all are.
static int fails(int is_sync) {
  if (happened && planned == FAULT_POWER) return 1;
  operations++;
  if (happened || planned == FAULT_NONE || operations < planned_at) return 0;
  if (planned != FAULT_POWER && (planned == FAULT_SYNC) != is_sync) return 0;
  if (planned_at == 0) return 0;
  happened = 1;
  return 1;
}

static void remember(
    sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset, sqlite3_int64 size) {
  struct change *change = calloc(1, sizeof *change);
  change->path = strdup(own(file)->path);
  change->offset = offset;
  change->size_before = size;
  change->count = count;
  if (count > 0) {
    change->after = malloc((size_t)count);
    memcpy(change->after, bytes, (size_t)count);
  }
  sqlite3_int64 left = size - offset;
  int known = count > 0 ? count : (int)(left > 0 ? left : 0);
  if (left < known) known = (int)(left > 0 ? left : 0);
  change->count_before = known;
  if (known > 0) {
    change->before = malloc((size_t)known);
    real(file)->pMethods->xRead(real(file), change->before, known, offset);
  }
  change->next = changes;
  changes = change;
}

static sqlite3_int64 size_of(sqlite3_file *file) {
  sqlite3_int64 size = 0;
  real(file)->pMethods->xFileSize(real(file), &size);
  return size;
}

static int fault_close(sqlite3_file *file) {
  int result = real(file)->pMethods->xClose(real(file));
  free(own(file)->path);
  return result;
}

static int fault_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int fault_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (fails(0)) {
    if (planned == FAULT_FULL) return SQLITE_FULL;
    if (planned != FAULT_SHORT) return SQLITE_IOERR_WRITE;
    remember(file, bytes, count / 2, offset, size_of(file));
    real(file)->pMethods->xWrite(real(file), bytes, count / 2, offset);
    return SQLITE_IOERR_WRITE;
  }
  remember(file, bytes, count, offset, size_of(file));
  return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (fails(0)) return SQLITE_IOERR_TRUNCATE;
  sqlite3_int64 before = size_of(file);
  if (before > size) remember(file, NULL, 0, size, before);
  return real(file)->pMethods->xTruncate(real(file), size);
}

// Syncing is only believed, not done: the test's disk is the list of changes.
static int fault_sync(sqlite3_file *file, int flags) {
  (void)flags;
  if (fails(1)) return SQLITE_IOERR_FSYNC;
  forget_path(own(file)->path);
  return SQLITE_OK;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
static int fault_lock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
static int fault_unlock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
static int fault_reserved(sqlite3_file *file, int *result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
static int fault_control(sqlite3_file *file, int code, void *argument) {
  return real(file)->pMethods->xFileControl(real(file), code, argument);
}
static int fault_sector(sqlite3_file *file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
static int fault_device(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int fault_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
static int fault_shared_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void fault_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
static int fault_unmap(sqlite3_file *file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = fault_close,
    .xRead = fault_read,
    .xWrite = fault_write,
    .xTruncate = fault_truncate,
    .xSync = fault_sync,
    .xFileSize = fault_size,
    .xLock = fault_lock,
    .xUnlock = fault_unlock,
    .xCheckReservedLock = fault_reserved,
    .xFileControl = fault_control,
    .xSectorSize = fault_sector,
    .xDeviceCharacteristics = fault_device,
    .xShmMap = fault_map,
    .xShmLock = fault_shared_lock,
    .xShmBarrier = fault_barrier,
    .xShmUnmap = fault_unmap,
};

static int fault_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  struct fault_file *opened = own(file);
  opened->base.pMethods = NULL;
  opened->real = (sqlite3_file *)&opened[1];
  int result = under->xOpen(under, name, opened->real, flags, out_flags);
  if (opened->real->pMethods == NULL) return result;
  opened->path = strdup(name == NULL ? "" : name);
  opened->base.pMethods = &methods;
  return result;
}

// The directory is synced at once; a deletion undone would only bring back what recovery ignores.
static int fault_delete(sqlite3_vfs *vfs, const char *name, int sync_directory) {
  (void)vfs;
  if (happened && planned == FAULT_POWER) return SQLITE_IOERR_DELETE;
  forget_path(name);
  return under->xDelete(under, name, sync_directory);
}

int fault_vfs_register(void) {
  if (under != NULL) return SQLITE_OK;
  sqlite3_initialize();
  under = sqlite3_vfs_find(NULL);
  over = *under;
  over.pNext = NULL;
  over.zName = "fault";
  over.szOsFile = (int)sizeof(struct fault_file) + under->szOsFile;
  over.xOpen = fault_open;
  over.xDelete = fault_delete;
  return sqlite3_vfs_register(&over, 0);
}

static uint64_t draw(uint64_t *state) {
  uint64_t mixed = (*state += 0x9E3779B97F4A7C15u);
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

static void put(const struct change *change, const char *bytes, int count) {
  int file = open(change->path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  if (count > 0 && pwrite(file, bytes, (size_t)count, change->offset) != count) abort();
  close(file);
}

static void undo(const struct change *change) {
  put(change, change->before, change->count_before);
  if (truncate(change->path, change->size_before) != 0) return;
}

void fault_vfs_restore_power(uint64_t seed) {
  struct change *forward = NULL;
  while (changes != NULL) {
    struct change *change = changes;
    changes = change->next;
    undo(change);
    change->next = forward;
    forward = change;
  }
  while (forward != NULL) {
    struct change *change = forward;
    forward = change->next;
    uint64_t fate = draw(&seed) % 8;
    if (change->count == 0 && fate < 4 && truncate(change->path, change->offset) != 0) abort();
    if (change->count > 0 && fate < 4) put(change, change->after, change->count);
    if (change->count > 0 && fate == 4) put(change, change->after, change->count / 2);
    forget(change);
  }
  planned = FAULT_NONE;
}
