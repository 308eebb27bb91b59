#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

namespace metaspo {

/// The name of a stored text: SHA-256 of its UTF-8 bytes.
inline QByteArray textDigest(const QByteArray& utf8)
{
    return QCryptographicHash::hash(utf8, QCryptographicHash::Sha256);
}

inline QByteArray textDigest(const QString& text)
{
    return textDigest(text.toUtf8());
}

} // namespace metaspo
