#pragma once

#include "app/cli/Command.h"

#include <QMap>
#include <QString>

namespace metaspo {

/// The options that say what a task is; they are named as in an import.
void declareTaskOptions(CLI::App& app, QMap<QString, QString>& options);
/// How the files of an import are written.
void declareFileOptions(CLI::App& app, QMap<QString, QString>& options);
void declareSplitOptions(CLI::App& app, QMap<QString, QString>& options);
/// Without those that were not given.
QMap<QString, QString> givenOptions(const QMap<QString, QString>& options);

} // namespace metaspo
