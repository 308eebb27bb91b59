#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

#include <QMap>

namespace metaspo {

/// What the user says about files to import; what is left out comes from the preset or is asked for by name.
struct ImportRequest
{
    QStringList paths;
    QString preset = QStringLiteral("auto"); ///< "auto", "none" or the name of a preset
    QMap<QString, QString>
        options; ///< names and values as on the command line without dashes: "domain" to "Safety"
};

/// What an import would bring, before anything is stored.
struct ImportPreview
{
    QList<Task> tasks;
    QString preset;          ///< the one that recognised the files; empty: none; several: joined by ", "
    QStringList columns;     ///< of the first file
    QList<QStringList> rows; ///< the first 200, all as text
    QStringList notes;       ///< sentences: rows per split, what was filled in
};

/// A problem of a task with advice (duplicates, leaks between splits, unbalanced labels, placeholder ...).
struct TaskProblem
{
    enum class Severity { Note, Warning, Error };
    Severity severity = Severity::Warning;
    QString what;
    QString advice;
    QList<int> examples; ///< indexes
};

} // namespace metaspo
