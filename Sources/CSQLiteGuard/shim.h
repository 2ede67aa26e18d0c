#include <sqlite3.h>

/// Swift has no way to call sqlite3_db_config(), which is variadic: no statement may write to the schema or to the file's own pages.
static inline int ferry_sqlite_defend(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (void *)0);
}
