#pragma once

#include "core/domain/TaskImport.h"
#include "core/tasks/Splitter.h"
#include "core/tasks/readers/FileFormat.h"

#include <optional>

namespace metaspo {

/// The import options, read and checked; what is absent was not given. An empty value counts as not given.
struct ImportOptions
{
    QString name;
    QString domain;
    std::optional<TaskRole> role;
    QString question; ///< a column or a template
    QString answer;   ///< a column
    QString userPrompt;
    std::optional<AnswerKind> format;
    QStringList labels;
    std::optional<MetricKind> metric;
    SplitSizes sizes;
    quint64 seed = 1;
    FileFormat file;
    bool leavesBadRowsOut = false; ///< else a bad row refuses the file
};

/// Errors: an unknown option, a value out of its range, a user prompt file that cannot be read, a user prompt
/// without exactly one "{question}".
Result<ImportOptions> readImportOptions(const QMap<QString, QString>& options);

} // namespace metaspo
