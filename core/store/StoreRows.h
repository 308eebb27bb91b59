#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/Fact.h"
#include "core/domain/RunRecord.h"
#include "core/domain/Task.h"

#include <QByteArray>
#include <QMap>
#include <optional>

/// What the engine hands to the writer and gets from the reader about whole runs, beyond the records that everybody sees.
namespace metaspo {

/// The examples that a run drew from one task, with the split they have in this run.
struct RunTask
{
    Task task;                    ///< id and version as stored; examples: only the drawn ones
    QMap<int, QString> golds;     ///< canonical first answer by example index (Grader::gold)
};

/// A model as a run uses it. The connection never holds a key; price as of the run's start.
struct RunModel
{
    ModelRole role = ModelRole::Base;
    Connection connection;
};

struct NewRun
{
    RunSettings settings;
    RunLimits limits;
    QList<RunTask> tasks;
    QList<RunModel> models;
    QMap<QString, QByteArray> templates; ///< name to YAML, as used
    QByteArray evaluateJson;             ///< method evaluate: what is scored, opaque to the store
    std::optional<qint64> forkedFrom;
    std::optional<Step> forkStep;
    QString programVersion;
};

/// A text that some runs have for one optimizer template.
struct StoredTemplate
{
    QString name;
    QByteArray yaml;
    QList<qint64> runs;
};

/// A stored run, with what is needed to run it again.
struct RunSetup
{
    RunRecord record;
    QList<RunTask> tasks;
    QList<RunModel> models;
    QMap<QString, QByteArray> templates;
    QByteArray evaluateJson;
};

} // namespace metaspo
