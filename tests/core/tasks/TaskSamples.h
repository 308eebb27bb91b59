#pragma once

#include "core/domain/TaskImport.h"

#include <QTemporaryDir>

namespace metaspo {

/// Files of a test in a folder of its own.
class SampleFolder
{
public:
    /// Writes a file and returns its path.
    QString write(const QString& name, const QByteArray& content) const;
    QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

using Options = QMap<QString, QString>;

/// Imports the files; without a preset named, "auto".
Result<ImportPreview> importFiles(const QStringList& paths, const Options& options = {},
                                  const QString& preset = {});

int countIn(const Task& task, Split split);

/// Answers every example with each of its accepted answers in <answer> tags and asks the Grader; the indexes
/// of the examples for which one of them does not come back as correct.
QList<int> notReadBack(const Task& task);

/// The largest share of one gold answer.
double majorityShare(const Task& task);

/// The sentences of the problems of that severity.
QStringList problemsOf(const Task& task, TaskProblem::Severity severity);

/// A task of yes/no questions, `count` of them, every second one "yes".
Task yesNoTask(int count);

} // namespace metaspo
