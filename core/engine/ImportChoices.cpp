#include "core/engine/ImportChoices.h"

#include "core/tasks/Import.h"
#include "core/tasks/readers/Record.h"
#include "core/tasks/readers/Source.h"

#include <QtConcurrent/QtConcurrentRun>

namespace metaspo {

namespace {

constexpr qsizetype shownRows = 200;

Result<ImportPreview> readFirstRows(const QStringList& paths)
{
    const Result<QList<Source>> sources = findSources(paths);
    if (!sources)
        return tl::unexpected(sources.error());
    ImportPreview preview;
    if (sources->isEmpty() || sources->first().kind == Source::Kind::TaskFile)
        return preview;
    const Result<void> read = readRecords(sources->first(), [&preview](const Record& record) -> Result<Reading> {
        if (preview.columns.isEmpty())
            preview.columns = record.columns();
        QStringList row;
        for (const QString& column : std::as_const(preview.columns))
            row.append(record.text(column));
        preview.rows.append(row);
        return preview.rows.size() < shownRows ? Reading::GoOn : Reading::Stop;
    });
    if (!read)
        return tl::unexpected(read.error());
    return preview;
}

} // namespace

QStringList importPresetChoices()
{
    return importPresetNames();
}

QFuture<Result<ImportPreview>> firstRows(const QStringList& paths)
{
    return QtConcurrent::run([paths] { return readFirstRows(paths); });
}

} // namespace metaspo
