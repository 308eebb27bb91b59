#pragma once

#include <QFile>

namespace metaspo {

/// Empty if the file cannot be read.
inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace metaspo
