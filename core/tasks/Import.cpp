#include "core/tasks/Import.h"

#include "core/tasks/TaskAssembly.h"
#include "core/tasks/TaskFile.h"
#include "core/tasks/TaskName.h"
#include "core/tasks/readers/LineReader.h"

#include <QFileInfo>
#include <QLocale>

namespace metaspo {

namespace {

/// What one source brought.
struct Part
{
    QList<Task> tasks;
    QString preset;
    QStringList columns;
    QList<QStringList> rows;
    QStringList notes;
    QList<RejectedRow> rejected;
};

Result<void> requireMetric(const Task& task)
{
    const MetricKind kind = task.metric.kind;
    if (kind == MetricKind::Judge || kind == MetricKind::Command)
        return failure(
            ErrorKind::WrongUsage,
            QStringLiteral("The metric %1 is not computed in this version.").arg(name(kind)), {},
            QStringLiteral("Give another --metric: one that is computed from the answer."));
    const bool isOverLabels = kind == MetricKind::MacroF1 || kind == MetricKind::MacroF1Reference;
    if (isOverLabels && task.format.kind == AnswerKind::Text)
        return failure(ErrorKind::WrongUsage,
                       QStringLiteral("--metric %1 needs a closed set of answers.").arg(name(kind)),
                       QStringLiteral("The answers of \"%1\" are free text.").arg(task.name),
                       QStringLiteral("Give --format label and --labels, or another --metric."));
    return {};
}

Result<Part> importTaskFile(const Source& source, const ImportOptions& options, bool hasSeed)
{
    if (!options.question.isEmpty() || !options.answer.isEmpty() || options.format ||
        !options.labels.isEmpty())
        return failure(
            ErrorKind::WrongUsage,
            QStringLiteral("\"%1\" is a task file; its questions and answers are settled in it.")
                .arg(QFileInfo(source.path).fileName()),
            {}, QStringLiteral("Leave --question, --answer, --format and --labels out, or edit its head."));
    const auto content = readWholeText(source.path, LineReader::largestFile, options.file.encoding);
    if (!content)
        return tl::unexpected(content.error());
    auto task = readTaskFile(*content, source.path, options.sizes,
                             hasSeed ? std::optional(options.seed) : std::nullopt);
    if (!task)
        return tl::unexpected(task.error());
    if (!options.name.isEmpty())
        task->name = options.name;
    if (!options.domain.isEmpty())
        task->domain = options.domain;
    if (!options.userPrompt.isEmpty())
        task->userPrompt = options.userPrompt;
    task->role = options.role.value_or(task->role);
    task->metric.kind = options.metric.value_or(task->metric.kind);
    Part part;
    part.columns = QStringList{QStringLiteral("question"), QStringLiteral("answer"), QStringLiteral("split")};
    constexpr qsizetype shown = 200;
    for (const Example& example : task->examples.mid(0, shown))
        part.rows.append(
            {example.question, example.answers.join(QStringLiteral(" | ")), name(example.split)});
    part.tasks = {*task};
    return part;
}

Result<Part> importRows(const Source& source, const QString& preset, const ImportOptions& options)
{
    TaskAssembly assembly(source, preset, options);
    RejectSink reject;
    if (options.leavesBadRowsOut)
        reject = [&assembly](const RejectedRow& row) { assembly.reject(row); };
    const auto read =
        readRecords(source, [&assembly](const Record& record) { return assembly.add(record); }, reject);
    if (!read)
        return tl::unexpected(read.error());
    auto tasks = assembly.finish();
    if (!tasks)
        return tl::unexpected(tasks.error());
    return Part{*tasks, assembly.presetName(), assembly.columns(), assembly.firstRows(), assembly.notes(),
                assembly.rejected()};
}

QString countNote(const Task& task)
{
    QStringList parts;
    for (const auto& [split, splitName] : Names<Split>::table) {
        const auto count =
            std::count_if(task.examples.begin(), task.examples.end(),
                          [wanted = split](const Example& example) { return example.split == wanted; });
        parts.append(QLocale::c().toString(static_cast<qlonglong>(count)) + u' ' + QLatin1String(splitName));
    }
    return QStringLiteral("%1: %2.").arg(task.name, parts.join(QStringLiteral(", ")));
}

// More than were named: files that belong together are read together.
QString readFilesNote(const QStringList& paths)
{
    QStringList names;
    for (const QString& path : paths)
        names.append(QFileInfo(path).fileName());
    return QStringLiteral("Read together: %1.").arg(names.join(QStringLiteral(", ")));
}

/// Adds a part's tasks under names that no other task has.
Result<void> addPart(ImportPreview& preview, Part&& part, const ImportOptions& options, bool isOneOfMany)
{
    QStringList taken;
    for (const Task& task : preview.tasks)
        taken.append(task.name);
    for (Task& task : part.tasks) {
        if (isOneOfMany && task.name == options.name && taken.contains(task.name))
            preview.notes.append(
                QStringLiteral("Several files were named \"%1\", so numbers were added.").arg(task.name));
        task.name = uniqueTaskName(task.name, taken);
        taken.append(task.name);
        if (options.metric)
            if (const auto fits = requireMetric(task); !fits)
                return fits;
        preview.notes.append(countNote(task));
    }
    preview.tasks += part.tasks;
    preview.notes += part.notes;
    preview.rejected += part.rejected;
    const QStringList presets = preview.preset.split(QStringLiteral(", "), Qt::SkipEmptyParts);
    if (!part.preset.isEmpty() && !presets.contains(part.preset))
        preview.preset = (presets + QStringList{part.preset}).join(QStringLiteral(", "));
    if (preview.columns.isEmpty()) {
        preview.columns = part.columns;
        preview.rows = part.rows;
    }
    return {};
}

} // namespace

QStringList importPresetNames()
{
    QStringList names;
    for (const auto& preset : importPresets())
        names.append(preset->name());
    return names;
}

Result<ImportPreview> readImport(const ImportRequest& request)
{
    const QString preset = request.preset.isEmpty() ? QStringLiteral("auto") : request.preset;
    if (preset != u"auto" && preset != u"none" && !importPresetNames().contains(preset))
        return failure(ErrorKind::WrongUsage, QStringLiteral("There is no preset \"%1\".").arg(preset), {},
                       QStringLiteral("Give one of: auto, none, %1.")
                           .arg(importPresetNames().join(QStringLiteral(", "))));
    if (request.paths.isEmpty())
        return failure(ErrorKind::WrongUsage, QStringLiteral("No file to import was named."), {},
                       QStringLiteral("Name one or several CSV, TSV, JSON, JSON Lines or text files."));
    const auto options = readImportOptions(request.options);
    if (!options)
        return tl::unexpected(options.error());
    const auto sources = findSources(request.paths, options->file);
    if (!sources)
        return tl::unexpected(sources.error());
    ImportPreview preview;
    for (const Source& source : *sources)
        if (const QStringList files = source.paired.paths(); files.size() > request.paths.size())
            preview.notes.append(readFilesNote(files));
    for (const Source& source : *sources) {
        auto part =
            source.kind == Source::Kind::TaskFile
                ? importTaskFile(source, *options, !request.options.value(QStringLiteral("seed")).isEmpty())
                : importRows(source, preset, *options);
        if (!part)
            return tl::unexpected(part.error());
        if (const auto added = addPart(preview, std::move(*part), *options, sources->size() > 1); !added)
            return tl::unexpected(added.error());
    }
    return preview;
}

} // namespace metaspo
