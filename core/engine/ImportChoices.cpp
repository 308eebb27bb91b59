#include "core/engine/ImportChoices.h"

#include "core/tasks/Import.h"
#include "core/tasks/ImportOptions.h"
#include "core/tasks/TaskCheck.h"
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

QFuture<ImportFindings> checkImport(const ImportPreview& preview)
{
    return QtConcurrent::run([preview] {
        ImportFindings findings;
        findings.rejected = preview.rejected.size();
        for (const Task& task : preview.tasks) {
            findings.examples += task.examples.size();
            for (TaskProblem problem : checkTask(task)) {
                if (problem.kind == ProblemKind::RepeatedQuestions)
                    findings.repeated += problem.examples.size();
                if (problem.kind == ProblemKind::LeakingQuestions)
                    findings.leaking += problem.examples.size();
                if (preview.tasks.size() > 1)
                    problem.what = task.name + QStringLiteral(": ") + problem.what;
                findings.problems.append(problem);
            }
        }
        return findings;
    });
}

QStringList importPresetChoices()
{
    return importPresetNames();
}

QFuture<Result<ImportPreview>> firstRows(const ImportRequest& request)
{
    return QtConcurrent::run([request] { return readFirstRows(request); });
}

} // namespace metaspo
