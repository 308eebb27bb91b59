#include "core/engine/ImportChoices.h"

#include "core/tasks/Import.h"
#include "core/tasks/ImportOptions.h"
#include "core/tasks/readers/Record.h"
#include "core/tasks/readers/Source.h"

#include <QtConcurrent/QtConcurrentRun>

namespace metaspo {

namespace {

constexpr qsizetype shownRows = 200;

Result<ImportPreview> readFirstRows(const ImportRequest& request)
{
    const Result<ImportOptions> options = readImportOptions(request.options);
    const Result<QList<Source>> sources = findSources(request.paths, options ? options->file : FileFormat());
    if (!sources)
        return tl::unexpected(sources.error());
    ImportPreview preview;
    if (sources->isEmpty() || sources->first().kind == Source::Kind::TaskFile)
        return preview;
    const auto take = [&preview](const Record& record) -> Result<Reading> {
        if (preview.columns.isEmpty())
            preview.columns = record.columns();
        QStringList row;
        for (const QString& column : std::as_const(preview.columns))
            row.append(record.text(column));
        preview.rows.append(row);
        return preview.rows.size() < shownRows ? Reading::GoOn : Reading::Stop;
    };
    // What can be seen helps to say what is wrong with the rest.
    const Result<void> read = readRecords(sources->first(), take, [](const RejectedRow&) {});
    if (!read && preview.rows.isEmpty())
        return tl::unexpected(read.error());
    return preview;
}

} // namespace

QStringList importPresetChoices()
{
    return importPresetNames();
}

QFuture<Result<ImportPreview>> firstRows(const ImportRequest& request)
{
    return QtConcurrent::run([request] { return readFirstRows(request); });
}

} // namespace metaspo
