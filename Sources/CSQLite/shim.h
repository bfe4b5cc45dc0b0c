#include <sqlite3.h>

/* Without it SQLite takes a lock and counts at each of its many small allocations. To be called
   before anything else of SQLite; answers SQLITE_MISUSE and changes nothing where it comes late.
   A function, because Swift calls no C function with a variable number of arguments. */
static inline int csqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
