#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>

namespace metaspo {

/// run.yaml: the run options by their names on the command line, one a line. An unknown name is refused with its line.
QMap<QString, QString> readRunFile(const QString& path);
QByteArray writeRunFile(const QList<QPair<QString, QString>>& values);

} // namespace metaspo
