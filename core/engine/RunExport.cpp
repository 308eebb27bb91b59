#include "core/engine/RunExport.h"

#include "core/analysis/Export.h"
#include "core/analysis/TableWriter.h"
#include "core/engine/RunReading.h"

#include <QDir>
#include <QSaveFile>

namespace metaspo {

namespace {

constexpr qsizetype page = 1000;

// Rows by id, a page at a time, so that any number takes the same memory.
template <typename Record, typename Read>
Result<void> writePages(TableWriter& writer, const Result<QList<qint64>>& ids, const Read& read)
{
    if (!ids)
        return tl::unexpected(ids.error());
    for (qsizetype first = 0; first < ids->size(); first += page) {
        const Result<QList<Record>> records = read(ids->mid(first, page));
        if (!records)
            return tl::unexpected(records.error());
        for (const Record& record : *records)
            if (const Result<void> written = writer.write(row(record)); !written)
                return written;
    }
    return {};
}

template <typename Record>
Result<void> writeAll(TableWriter& writer, const QList<Record>& records)
{
    for (const Record& record : records)
        if (const Result<void> written = writer.write(row(record)); !written)
            return written;
    return {};
}

Result<void> writeTable(ExportTable table, TableWriter& writer, Reader& reader, const RunOverview& overview)
{
    const qint64 run = overview.record.id;
    switch (table) {
    case ExportTable::Runs:
        return writer.write(row(overview.record));
    case ExportTable::Candidates:
        return writeAll(writer, overview.candidates);
    case ExportTable::Scores:
        return writeAll(writer, overview.cells);
    case ExportTable::Evaluations: {
        EvaluationFilter filter;
        filter.run = run;
        return writePages<EvaluationRecord>(writer, reader.evaluationIds(filter),
                                            [&](const QList<qint64>& ids) { return reader.evaluations(ids); });
    }
    case ExportTable::Calls: {
        CallFilter filter;
        filter.run = run;
        return writePages<CallRecord>(writer, reader.callIds(filter),
                                      [&](const QList<qint64>& ids) { return reader.calls(ids); });
    }
    case ExportTable::AccuracyPerDomain:
        return writeAll(writer, overview.curve);
    }
    return {};
}

tl::unexpected<Error> notWritten(const QString& path, const QString& why)
{
    return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(path), why,
                   QStringLiteral("Choose a folder that you may write to, with space on it."));
}

} // namespace

QStringList ExportRequest::paths() const
{
    QStringList paths;
    for (const ExportTable table : tables)
        paths.append(QDir(folder).filePath(fileName(table, format)));
    return paths;
}

Result<QStringList> exportRunFiles(Reader& reader, qint64 run, const ExportRequest& request)
{
    const Result<RunOverview> overview = readOverview(reader, run);
    if (!overview)
        return tl::unexpected(overview.error());
    if (!QDir().mkpath(request.folder))
        return notWritten(request.folder, QStringLiteral("The folder cannot be made"));
    const QStringList paths = request.paths();
    for (qsizetype index = 0; index < paths.size(); ++index) {
        QSaveFile file(paths.at(index));
        if (!file.open(QIODevice::WriteOnly))
            return notWritten(paths.at(index), file.errorString());
        const ExportTable table = request.tables.at(index);
        const auto writer = tableWriter(request.format, file, columns(table));
        Result<void> written = writeTable(table, *writer, reader, *overview);
        if (written)
            written = writer->finish();
        if (!written)
            return tl::unexpected(written.error());
        if (!file.commit())
            return notWritten(paths.at(index), file.errorString());
    }
    return paths;
}

} // namespace metaspo
