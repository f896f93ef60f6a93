using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Platform.Storage.Databases.PostgreSql;

/// <summary>Has the server keep statistics of text as it is compared: in small letters.</summary>
/// <remarks>
/// It keeps some for the indexes, but passes them over because these leave the trash out. Without any it takes every comparison of text for
/// rare, reads whatever that leads to and sorts it, where following the index of the list would have been a hundred times faster.
/// </remarks>
internal static class FoldedStatistics
{
    // Called after table and column by number: names change hands when something is put aside. Servers before 14 have no statistics of expressions.
    private const string Missing = """
        DO $$
        DECLARE missing record;
        BEGIN
            IF current_setting('server_version_num')::int < 140000 THEN
                RETURN;
            END IF;
            FOR missing IN
                SELECT DISTINCT tab.oid::regclass AS tab, tab.reltuples, col.attname, format('folded_%s_%s', tab.oid, col.attnum) AS name
                FROM pg_index AS ind
                JOIN pg_class AS tab ON tab.oid = ind.indrelid AND tab.relnamespace = current_schema()::regnamespace
                JOIN pg_depend AS dep ON dep.classid = 'pg_class'::regclass AND dep.objid = ind.indexrelid AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = tab.oid
                JOIN pg_attribute AS col ON col.attrelid = tab.oid AND col.attnum = dep.refobjsubid
                WHERE ind.indexprs IS NOT NULL AND col.atttypid = 'text'::regtype
                    AND NOT EXISTS (SELECT 1 FROM pg_statistic_ext AS kept WHERE kept.stxrelid = tab.oid AND kept.stxname = format('folded_%s_%s', tab.oid, col.attnum))
            LOOP
                EXECUTE format('CREATE STATISTICS %I ON (lower(%I)) FROM %s', missing.name, missing.attname, missing.tab);
                IF missing.reltuples > 0 THEN
                    EXECUTE format('ANALYZE %s (%I)', missing.tab, missing.attname);
                END IF;
            END LOOP;
        END $$
        """;

    public static Task CompleteAsync(DatabaseFacade database, CancellationToken cancellationToken) => database.ExecuteSqlRawAsync(Missing, cancellationToken);
}
