#pragma once

#include "core/tasks/readers/Record.h"

#include <memory>

namespace metaspo {

/// One row as a task has it.
struct SourceRow
{
    QString question;
    QStringList answers;
    QString externalId;
    QString group; ///< rows of different groups become different tasks; empty: one task
};

/// Why a row cannot be used; file and place are added by the import.
struct RowFault
{
    QString why; ///< begins with a small letter: `the field "cop" is 7, not 1 to 4`
    QString remedy;
};

/// Knows one published kind of file: how to make rows of its records and what the task is. Immutable.
class ImportPreset
{
public:
    virtual ~ImportPreset() = default;

    virtual QString name() const = 0;
    /// From the first records alone, never from a file's name.
    virtual bool recognises(const QList<Record>& head) const = 0;
    /// The columns without which `row` cannot work.
    virtual QStringList columns() const = 0;
    virtual tl::expected<SourceRow, RowFault> row(const Record& record) const = 0;
    /// Fills in what the task is, and may rewrite its answers, once all rows are there. `task.name` holds a
    /// name made of the file's or group's.
    virtual void complete(Task& task) const = 0;
};

/// Every preset there is; the more particular ones first.
const std::vector<std::unique_ptr<ImportPreset>>& importPresets();

std::unique_ptr<ImportPreset> amazonReviewsPreset();
std::unique_ptr<ImportPreset> medMcqaPreset();
std::unique_ptr<ImportPreset> bigBenchHardPreset();
std::unique_ptr<ImportPreset> hateCheckPreset();
std::unique_ptr<ImportPreset> liarPreset();
std::unique_ptr<ImportPreset> tweetEvalPreset();
std::unique_ptr<ImportPreset> boolQPreset();
std::unique_ptr<ImportPreset> naturalQuestionsPreset();

inline tl::unexpected<RowFault> rowFault(QString why, QString remedy = {})
{
    return tl::unexpected<RowFault>(RowFault{std::move(why), std::move(remedy)});
}

/// A label set of "yes" and "no" with the words that the source uses for them.
AnswerFormat yesNoFormat(const QStringList& meaningYes, const QStringList& meaningNo);

} // namespace metaspo
