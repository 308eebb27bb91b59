#pragma once

#include "core/tasks/QuestionTemplate.h"
#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

/// Which columns of a table without a preset are the question, the answer, the split and the example's own
/// id: named by options, else guessed from the columns' names.
struct ColumnMapping
{
    QuestionTemplate question;
    QString answer;
    QString split;     ///< empty: none
    QString id;        ///< empty: none
    QStringList notes; ///< sentences: what was guessed

    /// `question` and `answer` as the options give them; empty: to be guessed. Error: cannot be
    /// guessed, or no such column; it names the option and lists the columns.
    static Result<ColumnMapping> of(const QStringList& columns, const QString& question,
                                    const QString& answer);
};

/// Strings, numbers and booleans as one answer, a list as several, {"text": […]} as published with SQuAD.
QStringList answersIn(const Record& record, const QString& column);

/// Error for an option that names a column that there is not.
tl::unexpected<Error> noSuchAnswerColumn(const QString& answer, const QStringList& columns);

} // namespace metaspo
